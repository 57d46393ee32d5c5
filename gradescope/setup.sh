#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image of the autograder. What students hand in is not there yet.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends nodejs npm python3-numpy
# Brings the Node that Stepwise runs on, too.
cd /autograder/source/stepwise
npm ci --omit=dev
# Which languages can be graded in this image: the build's log has it.
node bin/stepwise.js doctor || true
