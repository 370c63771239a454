#!/bin/sh
cat >> /tmp/kindsa/sent.txt
