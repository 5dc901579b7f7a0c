#!/bin/sh
# Brings locale/en up to the texts in code and templates (needs Debian's gettext). New entries come empty: translate them.
# locale/vi is written by hand: it holds only what Django and allauth lack, for our own texts are Vietnamese already.
set -eu
cd "$(dirname "$0")/../src/dieuhanh"
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
DIEUHANH_HOME="$home" DJANGO_SETTINGS_MODULE=dieuhanh.config.settings ../../.venv/bin/python -m django \
    makemessages --locale en --no-location --no-wrap --no-obsolete --ignore tests
