# Two commands matter: `make reports` and `make test`. Each does its own set-up.
# Another Python for the set-up: make reports PYTHON=python3.12

PYTHON = python3
BIN = .venv/bin
UV = uv
LAB_FLAGS =
# Three workers for two cores: a test often waits for a process. One file's tests stay in one worker.
PYTEST_FLAGS = -n 3 --dist loadfile --no-loadscope-reorder

# Fewer examples, and nothing that starts a process or reads the whole record.
QUICK = -m "not slow and not browser" --hypothesis-profile=quick

# The surroundings of the caller must not change what is installed or cached.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX

.PHONY: help reports test check coverage mutants picture as-of soak lab wheel lock setup setup-lab setup-dev clean-all
.NOTPARALLEL:

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

reports: setup ## clean the raw data, run every report, say where the pages are
	@$(BIN)/realpay clean
	@$(BIN)/realpay build

test: setup-dev ## run every test there is
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: setup-dev ## style, types, layers and quick tests: what to run before a commit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(QUICK)

coverage: setup-dev ## lines and branches that no test runs; FILES=tests/measures for a part
	@$(BIN)/python -m pytest -q $(PYTEST_FLAGS) --cov --cov-report= $(FILES)
	@$(BIN)/python -m coverage report --sort=cover --skip-covered
	@$(BIN)/python -m tests.covered

mutants: setup-dev ## change the code a little, see which tests notice; ONLY='*.bounds.*', SAMPLE=400 SEED=7 for a part
	@$(if $(SAMPLE),$(BIN)/python -m tests.mutants --sample $(SAMPLE) $(if $(SEED),--seed $(SEED)) \
		$(if $(ONLY),--only '$(ONLY)'), \
		$(BIN)/mutmut run --max-children 2 $(if $(ONLY),'$(ONLY)') && $(BIN)/mutmut results)

picture: setup-dev ## docs/architecture.svg anew, from the imports
	@$(BIN)/python docs/architecture.py

as-of: setup-dev ## reports/as-of.csv: each report as of five days, and how much of it was checked
	@rm -f reports/as-of.csv
	@AS_OF_TABLE=$(CURDIR)/reports/as-of.csv $(BIN)/python -m pytest -q tests/collection/test_as_of.py

soak: setup-dev ## random edits, kills and damage: make soak MINUTES=30 SEED=7
	@$(BIN)/python -m tests.faults.soak --minutes $(or $(MINUTES),30) $(if $(SEED),--seed $(SEED))

lab: setup-lab ## open the project in JupyterLab; LAB_FLAGS are handed on to it
	@$(BIN)/realpay clean
	@JUPYTER_PREFER_ENV_PATH=1 $(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" \
		--LabApp.default_url=/lab/tree/notebooks/12_explore.ipynb \
		$$([ "$$(id -u)" -ne 0 ] || echo --allow-root) $(LAB_FLAGS)

wheel: setup ## dist/*.whl: the package with the record in it, the same bytes for the same commit
	@$(BIN)/realpay clean
	@rm -rf build
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m pip --disable-pip-version-check wheel \
		--quiet --no-deps --no-build-isolation --wheel-dir dist .

setup: ## .venv with what a run needs, and nothing more
	@PYTHON="$(PYTHON)" sh .ci/setup run

setup-lab: ## .venv with JupyterLab as well
	@PYTHON="$(PYTHON)" sh .ci/setup lab

setup-dev: ## .venv with everything that the tests need
	@PYTHON="$(PYTHON)" sh .ci/setup dev

lock: ## pin the dependencies anew (needs uv); make lock UPGRADE=--upgrade takes newer ones
	@UV="$(UV)" PYTHON="$(PYTHON)" sh .ci/lock $(UPGRADE)

clean-all: ## remove everything that was generated, .venv included
	@rm -rf .venv mutants .coverage* reports/html reports/editions reports/.cache build dist src/*.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find data/clean -mindepth 1 ! -name README.md -exec rm -rf {} +
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
