#compdef crm -P crm-*
# Completion of crm's commands, for bash and zsh: what a command's --help names, and what the base calls its own.
# bash: . crm.sh; zsh: as _crm in a folder of $fpath. `make install` puts it where both look.

# Those of the lines that begin with $1.
_crm_keep() {
	local _crm_word
	while IFS= read -r _crm_word; do
		case $_crm_word in
		"$1"*) printf '%s\n' "$_crm_word" ;;
		esac
	done
}

# $1 before each line.
_crm_behind() {
	local _crm_word
	while IFS= read -r _crm_word; do printf '%s%s\n' "$1" "$_crm_word"; done
}

_crm_list() { printf '%s\n' "$@"; }

# The codes in table $2 of base $1 ("": the user's own), in its column of the same name.
_crm_base() { crm-conf ${1:+"--db=$1"} get "$2" --quiet --format tsv --columns "$2" 2>/dev/null | sed 1d; }

# What the help of command $1 says behind $2, a word a line.
_crm_columns() { "$1" --help --lang en 2>/dev/null | sed -n "s/^$2: *//p" | tr ' ' '\n'; }

# The options of command $1.
_crm_options() {
	"$1" --help --lang en 2>/dev/null | awk '/^options:/ { on = 1; next }
		on && /^ / { if ($1 ~ /,$/) { print substr($1, 1, length($1) - 1); print $2 } else print $1 }'
}

# The words with which command $1 says what it shall do: get, put.
_crm_verbs() {
	"$1" --help --lang en 2>/dev/null | awk 'NR > 1 && !/^  / { exit }
		{ for (i = NR == 1 ? 3 : 2; i <= NF; i++) { w = $i; gsub(/[][]/, "", w)
			if (w ~ /^[a-z][a-z-]+$/ && w != "options" && $(i - 1) != "<") print w } }'
}

# What may stand for option or column $2 of command $1, by base $3. Nothing: files, or anything.
_crm_values() {
	case $2 in
	-m | --manager | manager | --all-of) _crm_base "$3" manager ;;
	-u | --unit | unit) _crm_base "$3" unit ;;
	--stage | stage) _crm_base "$3" stage ;;
	--reason | reason) _crm_base "$3" reason ;;
	--source | source) _crm_base "$3" source ;;
	-o | --columns) _crm_columns "$1" 'columns out' ;;
	-g | --by) _crm_list manager unit source project campaign stage month week reason ;;
	-f | --format) _crm_list csv tsv json table text html ;;
	-p | --period) _crm_list today yesterday week prev-week mtd prev-month quarter year ;;
	--lang) _crm_list ru en ;;
	--dates) _crm_list dmy mdy ymd ;;
	--mode) _crm_list cohort period snapshot ;;
	--state) _crm_list open won lost disqualified waiting due_soon breached met met_late ;;
	--clock) _crm_list first_response qualify callback stage task ;;
	--level) _crm_list certain probable review ;;
	--fail-on) _crm_list red yellow green due_soon breached ;;
	kind) _crm_list call meeting email message note ;;
	direction) _crm_list in out ;;
	metric) _crm_list leads qualified meetings bookings contracts amount ;;
	esac
}

# Whole words that may stand where the last one of the line $@ begins, a line each.
_crm_words() {
	[ -z "${ZSH_VERSION-}" ] || emulate -L sh
	local command=$1 base='' before='' current='' verb='' part name list
	shift
	if [ "$command" = crm ] && [ $# -le 1 ]; then
		{ crm --list 2>/dev/null | cut -f 1 | sed 's/^crm-//'; _crm_options crm; } | _crm_keep "${1-}"
		return
	fi
	if [ "$command" = crm ]; then
		command=crm-$1
		shift
	fi
	while [ $# -gt 0 ]; do
		before=$current current=$1
		shift
		case $before in
		-d | --db) base=$current ;;
		esac
		case $current in
		--db=*) base=${current#--db=} ;;
		[a-z]*) [ -n "$verb" ] || [ $# -eq 0 ] || verb=$current ;;
		esac
	done
	case $current in
	?*=*) name=${current%%=*} list=$name= part=${current#*=} ;;
	-*) _crm_options "$command" | _crm_keep "$current"; return ;;
	*) name=$before list='' part=$current ;;
	esac
	case $name in
	-o | --columns | -g | --by)
		case $part in
		*,*) list=$list${part%,*}, ;;
		esac ;;
	esac
	case $name in
	get | put | drop) [ "$command" != crm-conf ] || crm-conf ${base:+"--db=$base"} --format tsv --columns table 2>/dev/null | sed 1d ;;
	*) _crm_values "$command" "$name" "$base" | _crm_behind "$list" ;;
	esac | _crm_keep "$current"
	case $name in
	-*) ;; # its value
	*=*) ;;
	*)
		[ -n "$list" ] || {
			[ -n "$verb" ] || _crm_verbs "$command"
			_crm_columns "$command" 'columns in' | sed 's/[*+]$//; s/$/=/'
		} | _crm_keep "$current" ;;
	esac
}

if [ -n "${ZSH_VERSION-}" ]; then
	# shellcheck disable=SC2154,SC2086 # zsh sets them
	_crm_words "${words[@]:0:$CURRENT}" | while IFS= read -r _crm_word; do
		case $_crm_word in
		*= | *,) compadd -S '' -- "$_crm_word" ;;
		*) compadd -- "$_crm_word" ;;
		esac
	done
	# shellcheck disable=SC2154
	[ "${compstate[nmatches]}" -gt 0 ] || _files
else
	# Words as blanks part them: bash cuts at = too, and wants only what comes behind it.
	_crm_bash() {
		local line=${COMP_LINE:0:COMP_POINT} words last
		read -r -a words <<<"$line"
		[[ $line != *' ' ]] || words+=('')
		words[0]=${words[0]##*/}
		last=${words[${#words[@]} - 1]}
		mapfile -t COMPREPLY < <(_crm_words "${words[@]}")
		if [[ $last == *=* && $COMP_WORDBREAKS == *=* ]]; then
			COMPREPLY=("${COMPREPLY[@]#"${last%%=*}="}")
		fi
		[[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
	}
	# shellcheck disable=SC2046
	complete -o default -F _crm_bash crm $(crm --list 2>/dev/null | cut -f 1)
fi
