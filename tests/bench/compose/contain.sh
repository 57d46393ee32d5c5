#!/bin/sh
# Runs a command in a tree of files as a container would: mounts and processes of its own, /proc masked as Docker masks it. It is
# called within new namespaces of mounts and processes, by root.
#
#   contain.sh ROOT ETC USER ACCESS DIRECTORY TMPFS command…
#
# ETC: files that lie over those of /etc. USER: uid:gid; all but root have no capabilities and can get none. ACCESS: ro or rw.
# TMPFS: "path:options …", as Compose has it.
set -eu
root=$1 etc=$2 user=$3 access=$4 directory=$5 tmpfs=$6
shift 6

mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
mount -t tmpfs -o mode=755,size=64k tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mkdir "$root/dev/shm"
mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev,noexec tmpfs "$root/dev/shm"
for file in "$etc"/*; do
  [ -e "$root/etc/${file##*/}" ] || touch "$root/etc/${file##*/}"
  mount --bind "$file" "$root/etc/${file##*/}"
done
for mounted in $tmpfs; do
  case $mounted in
    *:*) mount -t tmpfs -o "nosuid,nodev,${mounted#*:}" tmpfs "$root${mounted%%:*}" ;;
    *) mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$root$mounted" ;;
  esac
done
if [ "$access" = ro ]; then
  for file in kcore keys latency_stats timer_list sysrq-trigger; do
    [ ! -e "$root/proc/$file" ] || mount --bind /dev/null "$root/proc/$file"
  done
  for folder in bus fs irq sys; do
    mount --bind "$root/proc/$folder" "$root/proc/$folder"
    mount -o remount,bind,ro "$root/proc/$folder"
  done
  mount -o remount,bind,ro "$root"
fi
cd "$root"
pivot_root . mnt
umount --lazy /mnt
cd "$directory"
[ "$user" != 0:0 ] || exec "$@"

# The first process of a container passes on the signal to end, and is the parent of whoever has lost their own.
# shellcheck disable=SC2016
init='
"$@" &
child=$!
trap "kill -TERM $child 2>/dev/null" TERM
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
exit $code'
exec setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs \
  --inh-caps=-all --ambient-caps=-all --bounding-set=-all /bin/sh -c "$init" init "$@"
