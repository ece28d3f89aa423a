/** What a seccomp filter has to know about a processor. */
export interface SystemCalls {
  /** AUDIT_ARCH_*, from linux/audit.h. */
  readonly audit: number
  /** Numbers from here on belong to x32, the other ABI of the same processor. */
  readonly foreignFrom: number | undefined
  readonly clone: number
  readonly ioctl: number
  readonly socket: number
  readonly socketpair: number
  readonly denied: readonly number[]
}

/** Same number everywhere: added after the tables were unified. */
const UNIFIED = {
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  pidfd_getfd: 438,
  process_madvise: 440,
  mount_setattr: 442,
  quotactl_fd: 443,
  memfd_secret: 447,
  process_mrelease: 448,
  set_mempolicy_home_node: 450,
  statmount: 457,
  listmount: 458,
} as const
export const CLONE3 = 435
/** The newest call that was looked at; later ones do not exist inside. */
export const NEWEST = 462

/**
 * Calls that no coursework needs: other processes' memory, mounts and namespaces, keys, modules, clocks, and the parts of the kernel
 * where holes are found most often (io_uring, userfaultfd, bpf, perf). System V memory and memfd escape RLIMIT_DATA; semaphores and
 * queues of System V, asynchronous I/O and inotify take memory of the kernel that no limit of a process counts.
 *
 * [x86_64, arm64], from asm/unistd_64.h and asm-generic/unistd.h; -1 where a processor lacks the call.
 */
export const DENIED: Readonly<Record<string, readonly [number, number]>> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  unshare: [272, 97],
  setns: [308, 268],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  iopl: [172, -1],
  ioperm: [173, -1],
  modify_ldt: [154, -1],
  uselib: [134, -1],
  personality: [135, 92],
  quotactl: [179, 60],
  nfsservctl: [180, 42],
  lookup_dcookie: [212, 18],
  syslog: [103, 116],
  vhangup: [153, 58],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  vmsplice: [278, 75],
  move_pages: [279, 239],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
  migrate_pages: [256, 238],
  memfd_create: [319, 279],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  semget: [64, 190],
  semctl: [66, 191],
  semop: [65, 193],
  semtimedop: [220, 192],
  msgget: [68, 186],
  msgctl: [71, 187],
  msgrcv: [70, 188],
  msgsnd: [69, 189],
  mq_open: [240, 180],
  mq_unlink: [241, 181],
  io_setup: [206, 0],
  io_destroy: [207, 1],
  io_submit: [209, 2],
  io_cancel: [210, 3],
  io_getevents: [208, 4],
  io_pgetevents: [333, 292],
  inotify_init: [253, -1],
  inotify_init1: [294, 26],
  inotify_add_watch: [254, 27],
}

function denied(column: 0 | 1): readonly number[] {
  const old = Object.values(DENIED).map((numbers) => numbers[column])
  return [...old.filter((number) => number >= 0), ...Object.values(UNIFIED)]
}

/** By `process.arch`. The arm64 table comes from the kernel's headers and has not been tried on such a machine; the canaries try it. */
export const SYSTEM_CALLS: Readonly<Record<string, SystemCalls>> = {
  x64: { audit: 0xc000003e, foreignFrom: 0x40000000, clone: 56, ioctl: 16, socket: 41, socketpair: 53, denied: denied(0) },
  arm64: { audit: 0xc00000b7, foreignFrom: undefined, clone: 220, ioctl: 29, socket: 198, socketpair: 199, denied: denied(1) },
}
