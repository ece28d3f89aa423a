/** Where an exercise stands on a student's page. */
export function anchorOf(exerciseId: string): string {
  return exerciseId.replace(/[^a-z0-9.]+/gi, '-')
}
