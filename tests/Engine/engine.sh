#!/usr/bin/env bash
# A private, throwaway Docker Engine for the tests and the demo, on Debian or Ubuntu, as root.
#
#   engine.sh up DIR [PID [PORT CERTIFICATES]]
#                               installs what is missing, starts an engine that lives in the folder DIR (which must not exist
#                               yet), puts a small busybox:latest on it and prints its URI; takes it down by itself when the
#                               process PID ends; listens at PORT of the loopback address too, over TLS, with ca.pem,
#                               server-cert.pem and server-key.pem of the folder CERTIFICATES
#   engine.sh podman DIR [PID]  the same with podman's service in the place of the engine, in network and process namespaces of
#                               its own; a registry without passwords is beside it there, at 127.0.0.1:5000
#   engine.sh nodes DIR COUNT [PID]
#                               starts COUNT such engines that can make a swarm: DIR/node1 and so on, each in a network
#                               namespace of its own on one bridge; prints the URI and the address of each
#   engine.sh down DIR          stops it, or them, and removes all that it made, the folder too
#   engine.sh restart DIR       stops it and starts it again, for tests of what that does to whoever is connected
#   engine.sh kill DIR          kills it, as a machine that loses its power
#   engine.sh image URI [NAME]  puts the busybox image on the engine at URI, unless it is there
#   engine.sh busybox FILE      copies the static busybox to FILE
#   engine.sh root DIR          makes the folder DIR, unless it is there, a root with the engine of Debian's unstable in it,
#                               and prints the engine's version; `up` and `restart` start that engine where
#                               CONTAINERTOOLS_ENGINE_ROOT names such a folder (400 MB)
#   engine.sh registry          installs docker-registry unless it is there; the tests start it themselves
#   engine.sh ssh               installs the server and the client of OpenSSH unless they are there; the same
#
# It has a containerd, socket, configuration, mount namespace, control group, bridge and address block of its own and leaves
# iptables (but for a rule about that block) and sysctls alone, so that it disturbs neither an engine that is there nor another
# copy of itself.
set -euo pipefail
me=$(readlink -f "${BASH_SOURCE[0]}")
bridges=ctools # ctools0, ctools1, …: the number also chooses the address block 10.(100+number).0.0/16

fail() { echo "engine.sh: $*" >&2; exit 1; }

install_packages() {
  command -v apt-get >/dev/null || fail "$* must be installed, and there is no apt-get here to do it"
  echo "installing $*" >&2
  # An engine of the package must not be started: it would stay, with its own bridge and rules.
  local policy=/usr/sbin/policy-rc.d ours=
  [[ -e $policy ]] || { ours=1; printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; }
  export DEBIAN_FRONTEND=noninteractive
  local install=(apt-get -qq -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "$@")
  local log status=0; log=$(mktemp)
  "${install[@]}" >"$log" 2>&1 || { apt-get -qq -o DPkg::Lock::Timeout=600 update >>"$log" 2>&1 && "${install[@]}" >>"$log" 2>&1; } || status=$?
  [[ -z $ours ]] || rm -f "$policy"
  [[ $status == 0 ]] || tail -n 20 "$log" >&2
  rm -f "$log"
  [[ $status == 0 ]] || fail "could not install $*"
}

need() { # need COMMAND PACKAGE: installs the package where the command is missing
  command -v "$1" >/dev/null || install_packages "$2"
}

install_engine() {
  need dockerd docker.io
  need docker docker-cli # newer distributions pack the client apart
  need ip iproute2
  need ps procps # the engine lists processes with it
}

# The static busybox of the distribution; where a dynamic one is installed it stays, and the static one is only unpacked.
busybox() ( # busybox FILE
  local path=; path=$(type -P busybox) || { install_packages busybox-static; path=$(type -P busybox); }
  if ldd "$path" >/dev/null 2>&1; then
    local scratch; scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
    chmod 755 "$scratch"; cd "$scratch"
    local download=(apt-get -qq -o APT::Sandbox::User=root download busybox-static)
    { "${download[@]}" || { apt-get -qq update && "${download[@]}"; }; } >&2 && dpkg-deb -x busybox-static_*.deb . \
      || fail "could not fetch busybox-static"
    path=$(find . -path '*bin/busybox' -type f)
  fi
  cp "$path" "$1" && chmod 755 "$1"
)

image() ( # image URI NAME
  [[ -z $(docker -H "$1" image ls -q "$2") ]] || exit 0
  local scratch; scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
  local root=$scratch/root
  mkdir -p "$root"/{bin,etc,root,tmp,var}; chmod 1777 "$root/tmp"
  busybox "$root/bin/busybox"
  "$root/bin/busybox" --list | while read -r applet; do [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"; done
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  tar -C "$root" --owner=0 --group=0 -c . | docker -H "$1" import -c 'CMD ["sh"]' -c 'ENV PATH=/bin' - "$2" >/dev/null
)

root() ( # root DIR
  [[ $(uname) == Linux && $EUID == 0 ]] || fail "a root can only be made by root on Linux"
  mkdir -p "$(dirname "$1")"; exec 9>"$1.lock"; flock 9
  if [[ ! -d $1 ]]; then
    local keys=/usr/share/keyrings/debian-archive-keyring.gpg mirror
    need debootstrap debootstrap
    [[ -f $keys ]] || install_packages debian-archive-keyring
    mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 | tr -d ' ' || true)
    rm -rf --one-file-system "$1.part"
    debootstrap --variant=minbase --keyring="$keys" --include=docker.io,iptables,procps sid "$1.part" "${mirror:-http://deb.debian.org/debian}" >"$1.log" 2>&1 \
      || { tail -n 20 "$1.log" >&2; fail "could not make a root with Debian's unstable"; }
    rm -f "$1.part"/var/cache/apt/archives/*.deb
    mkdir -p "$1.part/oldroot"
    mv "$1.part" "$1"
  fi
  chroot "$1" dockerd --version
)

take_bridge() { # makes the first bridge that is free, with its address; prints its number
  local i link
  for i in $(seq 0 99); do
    link=$bridges$i
    ! ip -4 route show root "10.$((100 + i)).0.0/16" | grep -q . || continue
    ip link add "$link" type bridge 2>/dev/null || continue # there already: another copy of this script has it
    ip addr add "10.$((100 + i)).0.1/17" dev "$link" && ip link set "$link" up && { echo "$i"; return; }
    ip link del "$link"
  done
  fail "no free bridge: ${bridges}0 to ${bridges}99 or their addresses are taken"
}

# Where another engine has set the policy of FORWARD to drop, what crosses a bridge would be dropped too.
forward() { # forward add|remove NUMBER
  local block=10.$((100 + $2)).0.0/16 rule
  rule=(FORWARD -s "$block" -d "$block" -j ACCEPT)
  case $1 in
    add) [[ $(iptables -w -S FORWARD 2>/dev/null) != *"-P FORWARD DROP"* ]] || iptables -w -I "${rule[@]}" ;;
    remove) ! iptables -w -C "${rule[@]}" 2>/dev/null || iptables -w -D "${rule[@]}" ;;
  esac
}

configure() { # configure DIR NUMBER [PORT CERTIFICATES]
  local tcp= tls= net=
  [[ -z ${3:-} ]] || tcp=", \"tcp://127.0.0.1:$3\"" tls="\"tlsverify\": true, \"tlscacert\": \"$4/ca.pem\", \"tlscert\": \"$4/server-cert.pem\", \"tlskey\": \"$4/server-key.pem\","
  # In a network namespace of its own an engine has bridges and rules of its own, too.
  [[ -s $1/namespace ]] || net="\"bridge\": \"$bridges$2\", \"default-address-pools\": [{\"base\": \"10.$((100 + $2)).128.0/17\", \"size\": 24}],
  \"iptables\": false, \"ip6tables\": false, \"ip-forward\": false, \"ip-masq\": false,"
  cat >"$1/daemon.json" <<END
{
  "hosts": ["unix://$1/docker.sock"$tcp], $tls "pidfile": "$1/dockerd.pid", "data-root": "$1/data", "exec-root": "$1/exec",
  "containerd": "$1/containerd.sock", "deprecated-key-path": "$1/key.json",
  $net
  "cgroup-parent": "/$bridges$2", "exec-opts": ["native.cgroupdriver=cgroupfs"], "shutdown-timeout": 5
}
END
  cat >"$1/containerd.toml" <<END
version = 2
root = "$1/containerd"
state = "$1/exec/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$1/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$1/opt"
END
}

answers() { # answers DIR PID: waits until the engine answers, and fails when its process ends before
  for _ in $(seq 300); do
    docker -H "unix://$1/docker.sock" version >/dev/null 2>&1 && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$1"/*.log >&2
  return 1
}

start() { # start DIR: both daemons, in one mount namespace, apart from this terminal
  local enter=()
  # nsenter, not "ip netns exec": that one hides the control groups
  [[ ! -s $1/namespace ]] || enter=(nsenter "--net=/var/run/netns/$(<"$1/namespace")" unshare --uts sh -c 'hostname "$0" && exec "$@"' "$(basename "$1")")
  # shellcheck disable=SC2016
  setsid "${enter[@]}" unshare --mount --propagation slave bash -c '
    if [[ -n $1 ]]; then # that root becomes /, with the folder in which DIR is where it was
      set -e
      folder=$(dirname "$0"); mkdir -p "$1$folder"
      mount --rbind "$1" "$1"; cd "$1"
      mount --rbind "$folder" ".$folder"; mount --rbind /proc proc; mount --rbind /sys sys; mount --rbind /dev dev; mount -t tmpfs tmpfs run
      pivot_root . oldroot; umount -l /oldroot; cd /
      set +e
    fi
    # There is nobody to ask for an address: that is known at once, and not after a pause.
    [[ ! -s $0/namespace ]] || { echo "nameserver 127.0.0.1" >"$0/resolv.conf"; touch /etc/resolv.conf; mount --bind "$0/resolv.conf" /etc/resolv.conf; }
    containerd --config "$0/containerd.toml" </dev/null >"$0/containerd.log" 2>&1 & echo $! >"$0/containerd.pid"
    for _ in $(seq 300); do [[ -S $0/containerd.sock ]] && break; sleep 0.1; done
    exec dockerd --config-file "$0/daemon.json"
  ' "$1" "${CONTAINERTOOLS_ENGINE_ROOT:-}" </dev/null >"$1/dockerd.log" 2>&1 &
  answers "$1" $!
}

restart() { # restart DIR
  local dir; dir=$(cd "$1" && pwd -P)
  stop "$dir/dockerd.pid"
  # An engine that starts again, and has address blocks of its own, deletes docker0, whoever has made it (moby's
  # removeDefaultBridgeInterface): that is the bridge of the engine that was there before.
  sed -i 's/, "default-address-pools": \[[^]]*\]//' "$dir/daemon.json"
  setsid nsenter --target "$(<"$dir/containerd.pid")" --mount --net --uts dockerd --config-file "$dir/daemon.json" </dev/null >>"$dir/dockerd.log" 2>&1 &
  answers "$dir" $! || fail "the engine did not start again"
}

make_folder() { # make_folder DIR: makes it and prints where it is
  [[ $(uname) == Linux && $EUID == 0 ]] || fail "an engine can only be started by root on Linux"
  mkdir -p "$(dirname "$1")"; mkdir "$1" || fail "$1 is there already"
  local dir; dir=$(cd "$1" && pwd -P)
  [[ ${#dir} -le 80 ]] || { rmdir "$dir"; fail "$dir is too long for the path of a socket"; }
  echo "$dir"
}

take_down_unless_up() { # take_down_unless_up DIR: when this script ends in between
  # shellcheck disable=SC2064
  trap "status=\$?; [[ \$status == 0 ]] || down '$1'" EXIT
  trap 'exit 130' INT TERM HUP
}

hand_over() { # hand_over DIR [PID]: the engine is ready
  image "unix://$1/docker.sock" busybox:latest
  watch "$1" "${2:-}"
  echo "unix://$1/docker.sock"
}

watch() { # watch DIR [PID]: takes it down when the process ends
  [[ -n ${2:-} ]] || return 0
  setsid bash -c 'tail --pid="$0" -f /dev/null; exec "$1" down "$2"' "$2" "$me" "$1" </dev/null >/dev/null 2>&1 &
  echo $! >"$1/watch.pid"
}

up() { # up DIR [PID [PORT CERTIFICATES]]
  local dir; dir=$(make_folder "$1")
  take_down_unless_up "$dir"
  install_engine
  take_bridge >"$dir/number"
  forward add "$(<"$dir/number")"
  configure "$dir" "$(<"$dir/number")" "${3:-}" "${4:-}"
  start "$dir" || fail "the engine did not start"
  hand_over "$dir" "${2:-}"
}

up_podman() { # up_podman DIR [PID]
  local dir; dir=$(make_folder "$1")
  take_down_unless_up "$dir"
  need docker docker-cli; need ip iproute2
  need docker-registry docker-registry
  need catatonit catatonit
  type -P podman >/dev/null || install_packages podman
  podman "$dir"
  answers "$dir" "$(<"$dir/podman.pid")" || fail "podman's service did not start"
  hand_over "$dir" "${2:-}"
}

podman() ( # podman DIR: its service, apart from this terminal, and a registry that it reaches
  cd "$1"; mkdir data run tmp networks volumes registry
  cat >containers.conf <<END
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
init_path = "$(type -P catatonit)"
[network]
network_config_dir = "$1/networks"
END
  cat >registries.conf <<END
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "127.0.0.1:5000"
insecure = true
END
  cat >registry.yml <<END
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: "$1/registry"}, delete: {enabled: true}}
http: {addr: "127.0.0.1:5000"}
END
  # Whatever it starts ends with the first process of its namespace; what it keeps in /run and /var/lib is not this machine's.
  # shellcheck disable=SC2016
  CONTAINERS_CONF=$1/containers.conf CONTAINERS_REGISTRIES_CONF=$1/registries.conf XDG_RUNTIME_DIR=$1/run REGISTRY_AUTH_FILE=$1/auth.json \
  setsid unshare --mount --net --pid --fork --kill-child --propagation slave bash -c '
    mount -t proc proc /proc; mount -t tmpfs tmpfs /run; [[ ! -d /var/lib/cni ]] || mount -t tmpfs tmpfs /var/lib/cni
    ip link set lo up
    env -u REGISTRY_AUTH_FILE docker-registry serve "$0/registry.yml" >"$0/registry.log" 2>&1 &
    exec catatonit -- podman --root "$0/data" --runroot "$0/run" --tmpdir "$0/tmp" --volumepath "$0/volumes" system service --time 0 "unix://$0/docker.sock"
  ' "$1" </dev/null >podman.log 2>&1 &
  echo $! >podman.pid
)

nodes() { # nodes DIR COUNT [PID]
  local dir number i; dir=$(make_folder "$1/node1")
  dir=$(dirname "$dir")
  take_down_unless_up "$dir"
  install_engine
  need iptables iptables
  number=$(take_bridge); echo "$number" >"$dir/number"
  forward add "$number"
  for i in $(seq "$2"); do
    local name=$bridges$number-$i
    mkdir -p "$dir/node$i"; echo "$name" >"$dir/node$i/namespace"
    ip netns add "$name"
    ip link add "$name" type veth peer name eth0 netns "$name"; ip link set "$name" master "$bridges$number" up
    ip -n "$name" addr add "10.$((100 + number)).0.1$i/17" dev eth0; ip -n "$name" link set eth0 up; ip -n "$name" link set lo up
    ip -n "$name" route add default via "10.$((100 + number)).0.1"
    configure "$dir/node$i" "$number"
  done
  local starting=()
  for i in $(seq "$2"); do { start "$dir/node$i" && image "unix://$dir/node$i/docker.sock" busybox:latest; } & starting+=($!); done
  for i in "${starting[@]}"; do wait "$i" || fail "an engine did not start"; done
  watch "$dir" "${3:-}"
  for i in $(seq "$2"); do echo "unix://$dir/node$i/docker.sock 10.$((100 + number)).0.1$i"; done
}

stop() { # stop PIDFILE: ends that one process and waits for it
  local pid=
  [[ ! -s $1 ]] || pid=$(<"$1")
  [[ -n $pid && -d /proc/$pid ]] || return 0
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 200); do [[ -d /proc/$pid ]] || return 0; sleep 0.1; done
  kill -KILL "$pid" 2>/dev/null || true
}

lose() { # lose DIR: kills the engine without a word
  local pid=
  [[ ! -s $1/dockerd.pid ]] || pid=$(<"$1/dockerd.pid")
  [[ -n $pid && -d /proc/$pid ]] || return 0
  kill -KILL "$pid" 2>/dev/null || true
  while [[ -d /proc/$pid && $(cut -d ' ' -f 3 "/proc/$pid/stat" 2>/dev/null) != Z ]]; do sleep 0.05; done
}

kill_group() { # kill_group NAME: ends what still runs in the control group, and removes it
  local folder folders=()
  for folder in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do [[ ! -d $folder ]] || folders+=("$folder"); done
  [[ ${#folders[@]} != 0 ]] || return 0
  # What is frozen, in whichever hierarchy, does not die.
  find "${folders[@]}" -name freezer.state -exec sh -c 'echo THAWED >"$0"' {} \;
  find "${folders[@]}" -name cgroup.freeze -exec sh -c 'echo 0 >"$0"' {} \;
  find "${folders[@]}" -name cgroup.procs -exec cat {} + | sort -u | while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done
  for _ in $(seq 50); do
    find "${folders[@]}" -depth -type d -exec rmdir {} + 2>/dev/null && return
    sleep 0.1
  done
}

children() { # children DIR: the pids of the engine's programs that its daemons left behind
  LC_ALL=C grep -slaE "^[^[:cntrl:]]*(containerd-shim[^[:cntrl:]]*|containerd|dockerd|docker-proxy)[[:cntrl:]].*$1/" /proc/[0-9]*/cmdline | cut -d / -f 3
}

down() { # down DIR
  [[ -d $1 ]] || return 0
  local dir number pid node; dir=$(cd "$1" && pwd -P)
  [[ -f $dir/number || -f $dir/podman.pid || -d $dir/node1 || -z $(ls -A "$dir") ]] || fail "$dir is not the folder of an engine"
  trap '' INT TERM HUP # once begun it is done to the end
  [[ ! -s $dir/watch.pid ]] || [[ $(<"$dir/watch.pid") == "$$" ]] || kill -- "-$(<"$dir/watch.pid")" 2>/dev/null || true
  number=$(cat "$dir/number" 2>/dev/null || true)
  if [[ -S $dir/docker.sock ]]; then
    docker -H "unix://$dir/docker.sock" ps -aq 2>/dev/null | xargs -r timeout 60 docker -H "unix://$dir/docker.sock" rm -fv >/dev/null 2>&1 || true
  fi
  # A swarm would start its tasks again: its engines are killed, and what they ran after them.
  for node in "$dir"/node*; do [[ ! -d $node ]] || lose "$node"; done
  stop "$dir/dockerd.pid"
  stop "$dir/containerd.pid"
  if [[ -s $dir/podman.pid ]]; then
    kill -KILL "$(<"$dir/podman.pid")" 2>/dev/null || true # unshare waits for its child whatever else it is told
    find /sys/fs/cgroup -depth -type d -path '*/libpod_parent*' -exec rmdir {} + 2>/dev/null || true # what is empty
  fi
  for node in "$dir"/node*; do [[ ! -d $node ]] || stop "$node/containerd.pid"; done
  for pid in $(children "$dir"); do kill -KILL "$pid" 2>/dev/null || true; done
  if [[ -n $number ]]; then
    kill_group "$bridges$number"
    forward remove "$number"
    # The engine leaves the bridges of networks that were not removed. Each once: as soon as it is gone another copy may take its name.
    for node in "$dir"/node*; do
      [[ ! -s $node/namespace ]] || { ip link del "$(<"$node/namespace")"; ip netns del "$(<"$node/namespace")"; } 2>/dev/null || true
    done
    for link in $({ ip -4 -o addr show to "10.$((100 + number)).0.0/16" | awk '{ print $2 }'; echo "$bridges$number"; } | sort -u); do
      ip link del "$link" 2>/dev/null || true
    done
  fi
  awk -v dir="$dir/" 'index($5, dir) == 1 { print $5 }' /proc/self/mountinfo | sort -r | while read -r mount; do umount -l "$mount" || true; done
  rm -rf --one-file-system "$dir"
  # Every engine makes these; the last one to go takes them along.
  grep -qsx dockerd /proc/[0-9]*/comm || rmdir /run/containerd/s /run/containerd /run/docker/plugins /run/docker 2>/dev/null || true
}

case ${1:-}:$# in
  up:2|up:3|up:5) up "${@:2}" ;;
  podman:2|podman:3) up_podman "${@:2}" ;;
  nodes:3|nodes:4) nodes "${@:2}" ;;
  down:2) down "$2" ;;
  kill:2) lose "$2" ;;
  restart:2) restart "$2" ;;
  image:2|image:3) command -v docker >/dev/null || install_engine; image "$2" "${3:-busybox:latest}" ;;
  root:2) root "$(realpath -m "$2")" ;;
  busybox:2) busybox "$(realpath -m "$2")" ;;
  registry:1) need docker-registry docker-registry ;;
  ssh:1) [[ -x /usr/sbin/sshd ]] || install_packages openssh-server; need ssh openssh-client; mkdir -p /run/sshd ;;
  *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$me"; exit 2 ;;
esac
