import { Link } from '@tanstack/react-router'
import { Bell } from '../messages/bell.tsx'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { Mark } from './mark.tsx'
import { QuickSearch } from './quick-search.tsx'
import { useEntries } from './use-entries.ts'
import styles from './top-bar.module.css'

export function TopBar({ showKeys }: { showKeys: () => void }) {
  const { areas } = useEntries()
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.brand} title="回到工作台">
        <Mark size={26} />
        <span className={styles.name}>落实</span>
        <span className={styles.motto}>改革任务办理平台</span>
      </Link>
      {areas.length > 0 && <QuickSearch modules={areas.flatMap((area) => area.modules)} />}
      <div className={styles.right}>
        <ConnectionMark />
        <Bell />
        <AccountMenu showKeys={showKeys} />
      </div>
    </header>
  )
}
