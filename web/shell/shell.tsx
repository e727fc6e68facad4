import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { FreshGate } from '../account/fresh.tsx'
import { startLive } from '../api/live.ts'
import { NamesContext, useLoadedNames } from '../api/names.ts'
import { BottomBar } from './bottom-bar.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { Nav } from './nav.tsx'
import styles from './shell.module.css'
import { TopBar } from './top-bar.tsx'
import { usePhone } from './use-phone.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** What stands around every page of someone who is signed in. */
export function Shell() {
  const phone = usePhone()
  const [folded, fold] = useFolded()
  const [keysShown, showKeys] = useState(false)
  const main = useRef<HTMLElement>(null)
  const names = useLoadedNames()
  useLive()
  useMainFocus(main)
  const navigate = useNavigate()
  useShortcuts({
    'g w': () => void navigate({ to: '/' }),
    'g h': () => void navigate({ to: '/help' }),
    '/': () => focusSearch(),
    '?': () => showKeys(true),
  })
  return (
    <NamesContext value={names}>
      <div className={styles.shell} data-folded={folded || undefined}>
        <a className={styles.skip} href="#main">
          跳到正文
        </a>
        <TopBar showKeys={() => showKeys(true)} />
        {!phone && <Nav folded={folded} onFold={() => fold(!folded)} />}
        <main ref={main} id="main" className={styles.main} tabIndex={-1}>
          <FreshGate>
            <Outlet />
          </FreshGate>
        </main>
        {phone && <BottomBar />}
        {keysShown && <KeyboardHelp onClose={() => showKeys(false)} />}
      </div>
    </NamesContext>
  )
}

function useLive() {
  const client = useQueryClient()
  useEffect(() => startLive(client), [client])
}

/** After a change of page, reading goes on at the new page and not in the navigation. */
function useMainFocus(main: React.RefObject<HTMLElement | null>) {
  const place = useRouterState({ select: (state) => state.location.pathname })
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    main.current?.focus({ preventScroll: true })
  }, [place, main])
}

function focusSearch() {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-search]')].filter((box) => box.offsetParent !== null)
  boxes.at(-1)?.focus()
}

const KEY = 'luoshi.nav-folded'

function useFolded(): [boolean, (folded: boolean) => void] {
  const [folded, set] = useState(() => localStorage.getItem(KEY) === '1')
  const fold = (next: boolean) => {
    localStorage.setItem(KEY, next ? '1' : '0')
    set(next)
  }
  return [folded, fold]
}
