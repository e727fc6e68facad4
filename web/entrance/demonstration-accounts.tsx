import { Alert, Input, Segmented } from 'antd'
import { useState } from 'react'
import { isAdmin } from '#kernel/org.ts'
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
        {shown.map((account) => (
          <li key={account.id}>
            <button type="button" className={styles.account} disabled={busy !== undefined} onClick={() => void signIn(account.id)}>
              <span className={styles.org}>{account.posts[0]?.orgName ?? account.name}</span>
              <span className={styles.role}>{account.name.replace(/^演示·/, '')}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && (
          <li className={styles.hint} style={{ padding: '0 14px' }}>
            没有相符的演示账号。
          </li>
        )}
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
  // A district's id is its six-digit administrative code.
  return /^\d{6}$/.test(org) ? '区县' : '市级部门'
}

const textOf = ({ name, posts }: DemonstrationAccount) => [name, ...posts.flatMap((post) => [post.orgName, post.roleName])].join(' ')
