import type { ReactNode } from 'react'
import { Mark } from '../shell/mark.tsx'
import styles from './entrance.module.css'

/** The front door: what this is on one side, what to do on the other, and the rule that holds for everything inside. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <div className={styles.entrance}>
      <aside className={styles.face} aria-label="关于本系统">
        <Ridges />
        <div className={styles.title}>
          <Mark size={56} />
          <p className={styles.name}>落实</p>
          <p className={styles.motto}>一分部署，九分落实</p>
          <p className={styles.about}>改革任务办理平台</p>
        </div>
      </aside>
      <main className={styles.door} id="main">
        <div className={styles.card}>{children}</div>
        <p className={styles.notice} role="note">
          <b>严禁上传涉密信息。</b>
          本系统为非涉密系统，不得存储、处理、传输国家秘密和工作秘密。
        </p>
      </main>
    </div>
  )
}

/** Mountains behind one another, as the city stands. */
function Ridges() {
  return (
    <svg className={styles.ridges} viewBox="0 0 800 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path d="M0 210 90 150l70 46 96-92 88 84 74-52 110 86 92-70 80 52 100-76v272H0Z" fill="#1d477f" />
      <path d="M0 282 110 214l84 60 92-74 112 88 80-56 104 70 90-62 128 74v86H0Z" fill="#245390" />
      <path d="M0 340l120-54 110 46 130-62 120 60 96-42 112 48 112-40v104H0Z" fill="#2c60a1" />
    </svg>
  )
}
