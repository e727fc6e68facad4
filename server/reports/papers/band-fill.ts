/** What a cell of a band is filled with, and what is written on it; nothing of a band that has no colour. */
export const bandFill = (band: string): { fill: string; ink: string } | null => fills[band] ?? null

const fills: Record<string, { fill: string; ink: string }> = {
  green: { fill: '2E8B57', ink: 'FFFFFF' },
  blue: { fill: '2F6FBF', ink: 'FFFFFF' },
  yellow: { fill: 'E0B400', ink: '1F2937' },
  orange: { fill: 'E07B00', ink: '1F2937' },
  red: { fill: 'C0322B', ink: 'FFFFFF' },
  grey: { fill: 'D5DBE3', ink: '1F2937' },
}
