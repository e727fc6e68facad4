import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Segmented } from 'antd'
import { dayText } from '../city-time.ts'
import { useState } from 'react'
import { OrgSelect } from '#web/fields/parts/org-select.tsx'
import { useFresh } from '../account/fresh.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { SearchBox } from '../shell/search-box.tsx'
import styles from './administration.module.css'
import { InitialPassword, type Handing } from './initial-password.tsx'
import { List, type Column } from './list.tsx'
import { PersonActions } from './person-actions.tsx'
import { PersonDialog, type PersonTyped } from './person-dialog.tsx'
import { PhoneCell } from './phone-cell.tsx'
import type { Issued, Person } from './types.ts'
import { usePages } from './use-pages.ts'

type State = 'all' | 'active' | 'disabled'

/** Accounts. The system administrator keeps them; the security administrator looks up whom there is to grant a post to. */
export function PeoplePage() {
  usePageTitle('人员账号')
  const keeps = useMe().posts.some((post) => post.role === 'system-admin')
  const client = useQueryClient()
  const fresh = useFresh()
  const { message } = App.useApp()
  const [words, search] = useState<string>()
  const [org, chooseOrg] = useState<string>()
  const [state, choose] = useState<State>('all')
  const [open, setOpen] = useState<Person | 'new'>()
  const [handing, hand] = useState<Handing>()
  const { list } = usePages<Person>('/api/admin/people', { q: words, org, state: state === 'all' ? undefined : state })
  const reload = () => client.invalidateQueries({ queryKey: ['administration', '/api/admin/people'] })

  const save = async ({ phone, name }: PersonTyped) => {
    if (open === 'new') {
      const issued = await call<Person & Issued>('POST', '/api/admin/people', { body: { name, phone } })
      hand({ person: issued, issued })
    } else {
      const { id, version } = open!
      await fresh(() => call('PATCH', `/api/admin/people/${id}`, { body: { version, name, ...(phone?.trim() ? { phone } : {}) } }))
      void message.success('账号已更新')
    }
    await reload()
  }
  const doing = (work: () => Promise<unknown>) => async () => {
    try {
      await work()
      await reload()
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  const resetPassword = (person: Person) =>
    doing(async () =>
      hand({ person, issued: await fresh(() => call<Issued>('POST', `/api/admin/people/${person.id}/password`, { body: {} })) }),
    )
  const resetFactor = ({ id, name }: Person) =>
    doing(async () => {
      await fresh(() => call('DELETE', `/api/admin/people/${id}/factor`))
      void message.success(`${name} 的动态口令已重置，其登录已全部退出`)
    })
  const close = ({ id, version, disabledAt }: Person) =>
    doing(async () => {
      await call('PATCH', `/api/admin/people/${id}`, { body: { version, disabled: disabledAt === null } })
      void message.success(disabledAt === null ? '账号已停用，其登录已全部退出' : '账号已恢复')
    })

  const columns: Column<Person>[] = [
    { label: '姓名', width: 190, cell: (person) => person.name },
    { label: '手机号', width: keeps ? 140 : 190, cell: (person) => (keeps ? person.phone : <PhoneCell person={person} />) },
    { label: '岗位', width: 220, wraps: true, cell: (person) => <Posts person={person} /> },
    { label: '账号状态', width: 150, cell: (person) => <AccountState person={person} /> },
    {
      label: '最近使用',
      width: 130,
      cell: (person) => (person.activeAt !== person.createdAt ? dayText(person.activeAt) : <span className={styles.quiet}>—</span>),
    },
    ...(keeps
      ? [
          {
            label: '操作',
            width: 190,
            cell: (person: Person) => (
              <PersonActions
                person={person}
                edit={() => setOpen(person)}
                resetPassword={resetPassword(person)}
                resetFactor={resetFactor(person)}
                close={close(person)}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>人员账号</h1>
        {keeps && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen('new')}>
            开设账号
          </Button>
        )}
      </header>
      <p className={styles.words}>
        {keeps
          ? '账号由系统管理员开设，岗位由安全管理员授予。停用的账号不能登录，办理过的内容保留。'
          : '账号由系统管理员维护。查看完整手机号会记入审计日志。'}
      </p>
      <div className={styles.filters}>
        <SearchBox words={words ?? ''} placeholder="搜索姓名或完整手机号" onSearch={search} />
        <OrgSelect
          among={null}
          allowClear
          placeholder="全部单位"
          aria-label="单位"
          value={org ?? null}
          onChange={(chosen: string | null) => chooseOrg(chosen ?? undefined)}
          style={{ width: 240 }}
        />
        <Segmented<State>
          aria-label="账号状态"
          value={state}
          onChange={choose}
          options={[
            { value: 'all', label: '全部' },
            { value: 'active', label: '在用' },
            { value: 'disabled', label: '已停用' },
          ]}
        />
      </div>
      <List
        caption="人员账号"
        columns={columns}
        keyOf={(person) => person.id}
        {...list}
        empty={words || org || state !== 'all' ? '没有符合条件的账号。' : '还没有账号。'}
      />
      {keeps && <PersonDialog open={open} onClose={() => setOpen(undefined)} save={save} />}
      <InitialPassword handing={handing} onClose={() => hand(undefined)} />
    </div>
  )
}

function Posts({ person }: { person: Person }) {
  if (person.posts.length === 0) return <span className={styles.quiet}>未授予岗位</span>
  return person.posts.map((post) => (
    <div key={`${post.org} ${post.role}`}>
      {post.orgName} · {post.roleName}
      {post.pending && <span className={styles.warn}>（待确认）</span>}
    </div>
  ))
}

function AccountState({ person }: { person: Person }) {
  if (person.disabledAt) return <span className={styles.quiet}>{dayText(person.disabledAt)} 停用</span>
  const words = { own: '正常', issued: '待首次登录', expired: '初始密码已失效', none: '未发放密码' }[person.passwordState]
  return (
    <>
      <span className={person.passwordState === 'own' ? styles.good : styles.warn}>{words}</span>
      {person.factor && <small>已绑定动态口令</small>}
    </>
  )
}
