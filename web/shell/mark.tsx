/** The product's sign: something set down where it belongs. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="6" fill="var(--mark-ground, #173a69)" />
      <path d="M16 5.5v11m-5-4.6 5 5 5-5" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M7 19.5v4.7c0 .7.6 1.3 1.3 1.3h15.4c.7 0 1.3-.6 1.3-1.3v-4.7" fill="none" stroke="#e9c46a" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  )
}
