# The few verbs of this project. CI runs the same commands (.ci/run).

run:    ## start the app on this machine
	streamlit run app.py

test:   ## all tests; browser and office tests skip where Chromium or LibreOffice is absent
	pytest

check:  ## style, types, and the shipped dossier
	ruff check . && ruff format --check . && mypy && python -m debatkit check

bench:  ## the figures of the main job
	python -m benchmarks.main_job

.PHONY: run test check bench
