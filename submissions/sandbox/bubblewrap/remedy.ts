/** What stands in the way, and in one line how to get over it. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /setting up uid map: Permission denied|loopback: Failed RTM_NEWADDR/,
    'AppArmor keeps ordinary programs from making user namespaces (Ubuntu 24.04): apt-get install apparmor-profiles, copy /usr/share/apparmor/extra-profiles/bwrap-userns-restrict to /etc/apparmor.d and load it with apparmor_parser',
  ],
  [
    /No permissions to create a? ?new namespace|Creating new namespace failed: Operation not permitted/i,
    'user namespaces are switched off here; in a container start it with --security-opt seccomp=unconfined, on a host set sysctl kernel.unprivileged_userns_clone=1',
  ],
  [/Can't mount proc/, 'the container hides parts of /proc; start it with --security-opt systempaths=unconfined'],
  [
    /nesting depth|max_\w+_namespaces exceeded|ENOSPC|No space left/,
    'this is a sandbox already, and none fits into it; run Assay outside of it',
  ],
  [/setresuid|setgroups|setresgid|setting bounding set/i, 'root may not become another user here; run Assay as an ordinary user'],
]

/**
 * @param complaint - what bwrap printed.
 * @returns the first line of the complaint and what helps.
 */
export function remedyFor(complaint: string): string {
  const line = complaint.trim().split('\n', 1)[0] ?? ''
  const known = KNOWN.find(([pattern]) => pattern.test(complaint))
  return known === undefined ? `bwrap does not work here: ${line || 'it said nothing'}` : `${known[1]} (${line})`
}

/** How to get what is missing. */
export function missingProgram(name: string, platform: NodeJS.Platform = process.platform): string {
  switch (platform) {
    case 'linux':
      return name === 'bwrap'
        ? 'bwrap is not installed; get it with: apt-get install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora)'
        : `${name} is not installed; get it with: apt-get install ${name === 'mkfifo' ? 'coreutils' : 'util-linux'}`
    case 'darwin':
      return 'macOS has no such sandbox; grade in a Linux virtual machine'
    case 'win32':
      return 'Windows has no such sandbox; grade in WSL 2 or in a Linux virtual machine'
    default:
      return `${platform} has no such sandbox; grade on Linux`
  }
}
