#!/usr/bin/env bats
# Completion for bash and zsh: what Tab offers is what the commands take.
# shellcheck disable=SC2154 # out and err are set by exits
load helper

prepare_file() { staff; }

prepare() {
	# shellcheck source=/dev/null
	. "$root/share/completions/crm.sh"
}

# tab LINE: what bash offers at its end, as it would put it, with blanks between
tab() {
	COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
	COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
	_crm_bash
	echo "${COMPREPLY[*]}"
}

@test "commands, and what crm runs" {
	is "$(tab 'crm le')" 'lead-add lead-form leads'
	is "$(tab 'crm task-')" 'task-add task-done task-set'
	is "$(tab 'crm --li')" --list
	is "$(tab 'crm leads --sta')" '--state --stage'
	nothing "$(tab 'crm nothing ')"
	# All of them are completed.
	is "$(complete -p | grep -c ' -F _crm_bash ')" $(($(crm --list | wc -l) + 1))
}

@test "every option of --help, and no other word" {
	crm --list | cut -f 1 | while read -r name; do
		for option in $(tab "$name -"); do
			"$name" --help | finds -e "^  *\(-., \)*$option " -e "^  $option, "
		done
		[[ " $(tab "$name -") " == *' --help '*' --version '* ]]
	done
}

@test "columns out, one after the other; columns in" {
	is "$(tab 'crm-leads -o lead,st')" 'lead,state lead,stage lead,stage_since'
	is "$(tab 'crm-leads --columns na')" name
	is "$(tab 'crm-leads --columns=lead,na')" lead,name
	is "$(tab 'crm-funnel -g manager,s')" 'manager,source manager,stage'
	is "$(tab 'crm-lose ')" 'lead= ext_id= source= reason= at= note='
	is "$(tab 'crm-lead-add pho')" phone=
}

@test "managers, stages, reasons, sources of the base, also of another" {
	is "$(tab 'crm-leads -m ')" 'ivanov petrova kim orlova'
	is "$(tab 'crm-assign manager=k')" kim
	is "$(tab 'crm-move 1 stage=')" 'new qualified meeting booking contract'
	is "$(tab 'crm-lose 1 reason=pr')" price
	is "$(tab 'crm-leads --stage me')" meeting
	is "$(tab 'crm-leads --source s')" site
	crm-db -d other.db init --pack b2b -q >/dev/null
	crm-conf -d other.db put manager manager=zimina name='Зимина Вера' -q >/dev/null
	is "$(tab 'crm-leads -d other.db -m ')" zimina
	is "$(tab 'crm-leads --db=other.db -m ')" zimina
	nothing "$(tab 'crm-leads -d nowhere.db -m ')"
	[ ! -e nowhere.db ]
	is "$(CRM_LANG=ru tab 'crm-leads -f t')" 'tsv table text'
	is "$(CRM_FORMAT=json tab 'crm-leads -m k')" kim
}

@test "verbs and settings tables" {
	is "$(tab 'crm-conf ')" 'get put drop what-if lint'
	is "$(tab 'crm-conf get s')" 'stage source step setting'
	is "$(tab 'crm-db re')" 'rebuild rewrite restore'
	is "$(tab 'crm-person ')" 'export erase readmit'
}

@test "files where files are meant, and nothing is run by what is typed" {
	nothing "$(tab 'crm-leads -d ')"
	nothing "$(tab 'crm-lead-add ./le')"
	# shellcheck disable=SC2016
	is "$(tab 'crm-leads -m $(touch') $(tab 'crm-leads -m `touch x`') $(tab "crm-lose 'a b' reason=pr")" '  price'
	[ ! -e x ]
}

@test "zsh offers the same" {
	command -v zsh >/dev/null || skip 'no zsh'
	zsh -n "$root/share/completions/crm.sh"
	offer() { # as zsh's completion calls it
		# shellcheck disable=SC2016
		zsh -fc 'compadd() { print -rn -- "${@[-1]} "; }; _files() { print -n files; }
			typeset -A compstate; compstate[nmatches]=${#words}; script=$1; shift; words=("$@"); CURRENT=$#
			compstate[nmatches]=1; . $script' zsh "$root/share/completions/crm.sh" "$@" | sed 's/ $//'
	}
	is "$(offer crm le)" 'lead-add lead-form leads'
	is "$(offer crm-leads -m '')" 'ivanov petrova kim orlova'
	is "$(offer crm-leads -o lead,st)" 'lead,state lead,stage lead,stage_since'
	is "$(offer crm-lose 1 reason=pr)" reason=price
	is "$(offer crm-leads --columns=lead,na)" --columns=lead,name
	mkdir functions
	cp "$root/share/completions/crm.sh" functions/_crm
	# shellcheck disable=SC2016
	is "$(zsh -fc 'fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -d $PWD/dump
		print -r -- $_comps[crm] ${_postpatcomps[crm-*]}')" '_crm _crm'
}

@test "make install puts it where both shells look" {
	make -C "$root" -n install DESTDIR=/stage PREFIX=/usr >steps 2>/dev/null
	finds 'share/completions/crm.sh /stage/usr/share/bash-completion/completions/crm$' <steps
	finds 'share/completions/crm.sh /stage/usr/share/zsh/site-functions/_crm$' <steps
}
