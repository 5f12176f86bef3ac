# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check from the repository root: packages and build, each a no-op when nothing is missing.

# Says what is going on without disturbing standard output, which belongs to the callers' results.
qd_say() { printf '%s\n' "$*" >&2; }

# Installs the packages of cmake/packages.txt that are missing; as an ordinary user through sudo without a password.
qd_install_packages() {
    local wanted missing=()
    mapfile -t wanted < <(grep -v '^#' cmake/packages.txt)
    mapfile -t missing < <(
        comm -13 <(dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' 2>/dev/null \
                       | awk '$1 == "ii" { sub(/:.*/, "", $2); print $2 }' | sort -u) \
                 <(printf '%s\n' "${wanted[@]}" | sort -u))
    ((${#missing[@]} == 0)) && return 0
    qd_say "Installing packages: ${missing[*]}"
    local sudo=()
    if ((EUID != 0)); then
        if ! sudo -n true 2>/dev/null; then
            qd_say "These packages are missing and need an administrator: apt-get install ${missing[*]}"
            return 1
        fi
        sudo=(sudo -n)
    fi
    # Services that a package brings would start at once and take ports and memory; the policy file forbids it.
    local policy=/usr/sbin/policy-rc.d own_policy=
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
        "${sudo[@]}" chmod 755 "$policy"
        own_policy=1
    fi
    local result=0
    "${sudo[@]}" apt-get update -qq >&2 \
        && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
               apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 || result=$?
    [[ -z $own_policy ]] || "${sudo[@]}" rm -f "$policy"
    return "$result"
}

# qd_build PRESET [TARGET...]: configures once, then builds.
qd_build() {
    local preset=$1
    shift
    [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >&2
    local targets=()
    (($# == 0)) || targets=(--target "$@")
    cmake --build "build/$preset" "${targets[@]}" >&2
}
