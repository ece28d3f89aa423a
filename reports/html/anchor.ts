/** Where an exercise stands on a page. */
export function anchorOf(exerciseId: string): string {
  return exerciseId.replace(/[^a-z0-9.]+/gi, '-')
}
