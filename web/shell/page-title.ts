import { useEffect } from 'react'

/** Names the browser's tab after the page. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} · 落实` : '落实'
  }, [title])
}
