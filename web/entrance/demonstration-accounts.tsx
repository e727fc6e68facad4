import { Alert, Input, Segmented } from 'antd'
import { useState } from 'react'
import { isAdmin, roles } from '#kernel/org.ts'
import { city, reformOffice } from '#modules/offices.ts'
import { call, sentenceOf } from '../api/call.ts'
import type { DemonstrationAccount, Me } from '../api/types.ts'
import styles from './entrance.module.css'
import { useEnter } from './use-enter.ts'

type Props = { accounts: readonly DemonstrationAccount[]; back: string | undefined }

/** Any invented person, one press away. Only where the server says that this is a demonstration. */
export function DemonstrationAccounts({ accounts, back }: Props) {
  const enter = useEnter(back)
  const [group, choose] = useState<Group>('区县')
  const [words, search] = useState('')
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const wanted = words.trim()
  const shown = accounts.filter((account) => (wanted ? textOf(account).includes(wanted) : groupOf(account) === group))
  const signIn = async (id: string) => {
    setBusy(id)
    setProblem(undefined)
    try {
      await enter(await call<Me>('POST', '/api/demonstration/session', { body: { id } }))
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(undefined)
    }
  }
  return (
    <>
      <p className={styles.marked}>以下均为虚构的演示人员，选择后直接登录，仅供演示，不得用于办理真实业务。</p>
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 12 }} />}</div>
      <Input.Search
        value={words}
        onChange={(event) => search(event.target.value)}
        placeholder="搜索单位或岗位，如“渝中”“审核员”"
        aria-label="搜索演示账号"
        allowClear
        style={{ marginBottom: 10 }}
      />
      <Segmented<Group> block options={[...GROUPS]} value={group} onChange={choose} disabled={wanted !== ''} aria-label="账号分组" />
      <ul className={styles.accounts} aria-label="演示账号">
        {unitsOf(shown).map(([unit, members]) => (
          <li key={unit} className={styles.unit}>
            <span className={styles.org}>{unit}</span>
            <span className={styles.people}>
              {members.map((account) => (
                <button
                  key={account.id}
                  type="button"
                  className={styles.account}
                  disabled={busy !== undefined}
                  aria-label={account.name}
                  onClick={() => void signIn(account.id)}
                >
                  {seatOf(account)}
                </button>
              ))}
            </span>
          </li>
        ))}
        {shown.length === 0 && <li className={styles.unit}>没有相符的演示账号。</li>}
      </ul>
    </>
  )
}

const GROUPS = ['区县', '市级部门', '市委改革办', '管理员'] as const
type Group = (typeof GROUPS)[number]

function groupOf({ posts }: DemonstrationAccount): Group {
  if (posts.some((post) => isAdmin(post.role))) return '管理员'
  const org = posts[0]?.org ?? ''
  if (org === reformOffice.fixed || org === city.fixed) return '市委改革办'
  return org.startsWith('dept-') ? '市级部门' : '区县'
}

/** The people of one unit beside each other: who files and who reviews is changed often in a demonstration. */
function unitsOf(accounts: readonly DemonstrationAccount[]): [unit: string, members: DemonstrationAccount[]][] {
  const units = new Map<string, DemonstrationAccount[]>()
  for (const account of accounts) {
    const unit = account.posts[0]?.orgName ?? ''
    units.set(unit, [...(units.get(unit) ?? []), account])
  }
  return [...units].map(([unit, members]) => [
    unit,
    [...members].sort((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name, 'zh-CN')),
  ])
}

const rankOf = ({ posts }: DemonstrationAccount) => roles.indexOf(posts[0]?.role ?? 'entry')

/** The name from the role on, since the unit stands before it: 录入员, 审核员二. */
function seatOf({ name, posts }: DemonstrationAccount): string {
  const at = name.indexOf(posts[0]?.roleName ?? '')
  return at > 0 ? name.slice(at) : name
}

const textOf = ({ name, posts }: DemonstrationAccount) => [name, ...posts.flatMap((post) => [post.orgName, post.roleName])].join(' ')
