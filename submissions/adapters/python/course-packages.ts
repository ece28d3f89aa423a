/** A package that coursework may import. Where a machine lacks it, the machine is at fault. */
export interface CoursePackage {
  /** As programs import it. */
  readonly name: string
  /** As pip calls it. */
  readonly pip: string
  /** Debian's and Ubuntu's package; some have none. */
  readonly debian?: string
  /** Where it is missing, something of ours that draws nothing answers for it. */
  readonly standIn?: true
}

/** A closed list: what a submission says that it misses counts only if it is one of these. */
export const COURSE_PACKAGES: readonly CoursePackage[] = [
  { name: 'numpy', pip: 'numpy', debian: 'python3-numpy' },
  { name: 'scipy', pip: 'scipy', debian: 'python3-scipy' },
  { name: 'pandas', pip: 'pandas', debian: 'python3-pandas' },
  { name: 'matplotlib', pip: 'matplotlib', debian: 'python3-matplotlib', standIn: true },
  { name: 'seaborn', pip: 'seaborn', debian: 'python3-seaborn', standIn: true },
  { name: 'PIL', pip: 'pillow', debian: 'python3-pil' },
  { name: 'sklearn', pip: 'scikit-learn', debian: 'python3-sklearn' },
  { name: 'skimage', pip: 'scikit-image', debian: 'python3-skimage' },
  { name: 'cv2', pip: 'opencv-python-headless', debian: 'python3-opencv' },
  { name: 'imageio', pip: 'imageio', debian: 'python3-imageio' },
  { name: 'h5py', pip: 'h5py', debian: 'python3-h5py' },
  { name: 'sympy', pip: 'sympy', debian: 'python3-sympy' },
  { name: 'tqdm', pip: 'tqdm', debian: 'python3-tqdm' },
  { name: 'torch', pip: 'torch', debian: 'python3-torch' },
  { name: 'torchvision', pip: 'torchvision', debian: 'python3-torchvision' },
  { name: 'tensorflow', pip: 'tensorflow' },
  { name: 'keras', pip: 'keras' },
  { name: 'jax', pip: 'jax' },
]

export function coursePackage(name: string): CoursePackage | undefined {
  return COURSE_PACKAGES.find((one) => one.name === name)
}

/** How to get it, as part of a sentence. */
export function remedyFor({ pip, debian }: CoursePackage): string {
  return debian === undefined ? `python3 -m pip install ${pip}` : `apt-get install ${debian}, or python3 -m pip install ${pip}`
}
