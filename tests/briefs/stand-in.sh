#!/bin/sh
# Stands in for `crosstown-briefs`: notes what it is asked, and answers with a document without pages.
while IFS= read -r line; do
  printf '%s\n' "$line" >> "$ASKED"
  id=${line#*\"id\":\"}
  id=${id%%\"*}
  case "$ANSWERS:$id" in
    wrong:practices/lid-week) printf 'hello\n' ;;
    refused:practices/lid-week) printf '{"id":"%s","error":"too many lids"}\n' "$id" ;;
    letters:practices/lid-week) printf '{"id":"%s","bytes":14,"pages":1,"missing":"香"}\n%%PDF-1.7 %%%%EOF' "$id" ;;
    dead:*) exit 1 ;;
    *) printf '{"id":"%s","bytes":14,"pages":1,"missing":""}\n%%PDF-1.7 %%%%EOF' "$id" ;;
  esac
done
