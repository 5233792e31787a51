# Sourced by mvnw and partway: sets JAVA_HOME to a JDK 25, wherever one is installed; ends the caller with one line when none is.
# POSIX sh; works under `set -euf` (no globbing by default), hence the switch around the loop.

jdk_is_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

jdk_of_path() {
  command -v java >/dev/null 2>&1 || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

jdk_find() {
  for jdk_home in "${JAVA_HOME-}" "$(jdk_of_path)"; do
    if [ -n "$jdk_home" ] && jdk_is_25 "$jdk_home"; then
      printf '%s\n' "$jdk_home"
      return 0
    fi
  done
  (
    set +f
    for jdk_home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/.sdkman/candidates/java/* \
      "${HOME-}"/.jdks/* /opt/* /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
      if jdk_is_25 "$jdk_home"; then
        printf '%s\n' "$jdk_home"
        exit 0
      fi
    done
    exit 1
  )
}

if ! JAVA_HOME=$(jdk_find); then
  echo 'Partway needs a JDK 25: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME to it.' >&2
  exit 1
fi
export JAVA_HOME
