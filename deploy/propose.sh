#!/bin/sh
# Put new raw files before a person as a pull request whose text is the summary:
#   sh deploy/propose.sh FILE
# One branch is used, so that a second morning adds to the request that is still open.
set -eu
summary=$1
branch=fresh-figures
if [ -z "$(git status --porcelain -- data/raw/ons reports/changes)" ]; then
    echo "No new figures: nothing to propose."
    exit 0
fi
git config user.name "realpay refresh"
git config user.email "refresh@users.noreply.github.com"
git switch --quiet --force-create "$branch"
git add -- data/raw/ons
for made in data/raw/findings reports/changes; do # what the round made of them
    if [ -d "$made" ]; then
        git add -- "$made"
    fi
done
git commit --quiet --file - <<MESSAGE
Take the figures that ONS released

$(cat "$summary")
MESSAGE
git push --quiet --force origin "$branch"
# A request holds 65,536 characters; the page of changes in the files has all of it.
head -c 60000 "$summary" >body.txt
if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
    gh pr edit "$branch" --body-file body.txt
else
    gh pr create --head "$branch" --title "Take the figures that ONS released" --body-file body.txt
fi
rm -f body.txt
