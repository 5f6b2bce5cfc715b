"""Files that people, programs and servers leave are checked at one door before they are believed.

A file is opened only if it is a regular one of bounded size, so that a pipe in its place cannot
hold a run up for ever (`files`). YAML and JSON are bounded in depth and give each key once, and
YAML repeats nothing by reference, so that no few lines unfold without end and no value is lost
without a word (`yaml_text`, `json_text`); CSV is bounded and closes every quote (`csv_text`). What
does not pass is `Refused`: what was found, what is allowed, the mend, and the line where one is
known; each caller turns it into its own error with the name of the file.
"""
