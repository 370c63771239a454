# A lighttpd of the test's own, with the configuration that is shipped. Load it after helper.
# serve [WORD]: starts it on a free port, without the lines that have WORD; $site is its address
serve() {
	PATH=$PATH:/usr/sbin
	command -v lighttpd >/dev/null || { echo "# lighttpd is not installed: scripts/setup test" >&3; return 1; }
	mkdir -p www
	port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	site=http://127.0.0.1:$port
	sed -e "/${1:-nothing-to-leave-out}/d" -e "s|/usr/local/bin|$CRM_BUILD/bin|" -e "s|\"CRM_DB\" => \"[^\"]*\"|\"CRM_DB\" => \"$CRM_DB\"${CRM_NOW:+, \"CRM_NOW\" => \"$CRM_NOW\"}|" \
		"$root/share/form/lighttpd.conf" "$root/share/form/lighttpd-unsubscribe.conf" >form.conf
	cat >lighttpd.conf <<-CONF
		server.document-root = "$PWD/www"
		server.bind = "127.0.0.1"
		server.port = $port
		server.errorlog = "$PWD/error.log"
		server.breakagelog = "$PWD/breakage.log"
		server.pid-file = "$PWD/lighttpd.pid"
		server.upload-dirs = ( "$PWD" )
		index-file.names = ( "index.html" )
		mimetype.assign = ( ".html" => "text/html; charset=utf-8" )
		include "form.conf"
	CONF
	lighttpd -D -f lighttpd.conf 3>&- 4>&- </dev/null >/dev/null 2>server.err &
	server=$!
	for ((i = 0; i < 500; i++)); do
		curl -s -o /dev/null "$site/" && return 0
		sleep 0.02
	done
	sed 's/^/# /' server.err error.log >&3
	return 1
}

stop() { [ -z "${server-}" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true; }
