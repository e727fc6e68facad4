/** The product's sign: done, and standing on firm ground. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="6" fill="var(--mark-ground)" />
      <path d="m8.5 13.5 5.4 5.6L23.5 8" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M7.5 24.8h17" fill="none" stroke="#e9c46a" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}
