# Azalai : tout ce qu'il faut pour l'essayer et pour y travailler.
#   make demo            installe, charge le pays de démonstration et sert le site (PORT=8000 COUNTRY=NE)
#   make test            installe et passe tous les tests (ARGS="tests/plans -x" pour choisir)
#   make check           style, types, étages, gabarits
#   make bench           mesures de vitesse et de taille
# Il faut Python 3.11 ou plus récent et make, rien d'autre.

PORT ?= 8000
COUNTRY ?= NE
WORKERS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test bench check format messages matrix states screenshots lock clean

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

demo: $(VENV)/.installed-base
	@$(BIN)/azalai demo --country $(COUNTRY) --port $(PORT)

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

bench: $(VENV)/.installed-bench
	@$(BIN)/python -m bench.run $(ARGS)

check: $(VENV)/.installed-dev
	@echo "→ style (ruff)"      && $(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@echo "→ types (mypy)"      && $(BIN)/mypy --no-error-summary
	@echo "→ étages (import-linter)" && $(BIN)/lint-imports --no-logo >$(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }
	@echo "→ gabarits (djlint)" && $(BIN)/djlint --quiet --lint src/azalai

format: $(VENV)/.installed-dev
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

# Phrases françaises du code et des gabarits vers le fichier des traductions.
messages: $(VENV)/.installed-dev
	@$(BIN)/python -m tools.messages

# Table des adresses et des rôles, à relire avant de l'enregistrer.
matrix: $(VENV)/.installed-dev
	@$(BIN)/python -m tools.url_matrix

# Page des états, d'après les tables du code.
states: $(VENV)/.installed-dev
	@$(BIN)/python -m tools.states

# Images du guide, faites par les tests du navigateur.
screenshots: $(VENV)/.installed-dev
	@AZALAI_REQUIRE_BROWSER=1 AZALAI_WRITE_SCREENSHOTS=1 $(BIN)/python -m pytest -q -m browser

# Versions et empreintes des bibliothèques ; aucune adresse n'y figure.
lock: $(VENV)/.uv
	@cd $(CURDIR) && $(BIN)/python -m tools.lock

clean:
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	@find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	@echo "Nettoyé. L'environnement ($(VENV)) et les données (var) sont restés."

# Chaque témoin n'est posé qu'une fois l'étape finie : une installation interrompue reprend.
$(VENV)/.uv:
	@python=$$(for name in "$(PYTHON)" python3 python3.11 python3.12 python3.13 python3.14; do \
	    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; \
	  done); \
	if [ -z "$$python" ]; then echo "Il faut Python 3.11 ou plus récent (PYTHON=/chemin/python pour le désigner)." >&2; exit 1; fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  echo "→ environnement Python ($(VENV), $$($$python --version))"; \
	  "$$python" -m venv --clear $(VENV) >$(VENV).log 2>&1 || { cat $(VENV).log >&2; rm -f $(VENV).log; \
	    echo "Python ne sait pas créer d'environnement : installez son module venv (Debian : apt install python3-venv)." >&2; exit 1; }; \
	  rm -f $(VENV).log; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

$(VENV)/.installed-base: requirements/base.txt pyproject.toml $(VENV)/.uv
	@echo "→ bibliothèques (une à deux minutes la première fois)"
	@$(UV) --require-hashes -r requirements/base.txt
	@$(UV) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed-base
	@echo "→ outils de test"
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.installed-bench: requirements/bench.txt $(VENV)/.installed-dev
	@echo "→ bibliothèques de comparaison"
	@$(UV) --require-hashes -r requirements/bench.txt
	@touch $@
