import { Button, Popconfirm } from 'antd'
import { useMe } from '../api/me.ts'
import type { Person } from './types.ts'

type Props = {
  person: Person
  edit: () => void
  resetPassword: () => Promise<void>
  resetFactor: () => Promise<void>
  close: () => Promise<void>
}

/** What the system administrator does with one account; with the own one, only naming it. */
export function PersonActions({ person, edit, resetPassword, resetFactor, close }: Props) {
  const own = useMe().id === person.id
  const administers = person.posts.some((post) => post.role.endsWith('-admin') && post.role !== 'module-admin')
  const confirmed = administers || person.posts.some((post) => post.role === 'reviewer')
  return (
    <>
      <Button type="link" onClick={edit} aria-label={`编辑 ${person.name}`}>
        编辑
      </Button>
      {!own && (
        <>
          {person.disabledAt === null && (
            <Popconfirm
              title={`重置 ${person.name} 的密码？`}
              description={
                administers ? '原密码立即作废；其管理员岗位须由安全管理员重新确认后才恢复。' : '原密码立即作废，已登录的设备全部退出。'
              }
              okText="重置"
              onConfirm={resetPassword}
            >
              <Button type="link" aria-label={`重置密码 ${person.name}`}>
                重置密码
              </Button>
            </Popconfirm>
          )}
          <Popconfirm
            title={person.disabledAt === null ? `停用 ${person.name} 的账号？` : `恢复 ${person.name} 的账号？`}
            description={
              person.disabledAt === null ? '停用后不能登录，已登录的设备全部退出；办理过的内容不受影响。' : '恢复后，未到期的岗位随之恢复。'
            }
            okText={person.disabledAt === null ? '停用' : '恢复'}
            okButtonProps={{ danger: person.disabledAt === null }}
            onConfirm={close}
          >
            <Button type="link" aria-label={`${person.disabledAt === null ? '停用' : '恢复'} ${person.name}`}>
              {person.disabledAt === null ? '停用' : '恢复'}
            </Button>
          </Popconfirm>
          {person.factor && (
            <div>
              <Popconfirm
                title={`重置 ${person.name} 的动态口令？`}
                description={
                  confirmed
                    ? '原绑定和恢复码立即作废；其审核员、管理员岗位须由安全管理员重新确认后才恢复。'
                    : '原绑定和恢复码立即作废，由本人登录后重新绑定。'
                }
                okText="重置"
                onConfirm={resetFactor}
              >
                <Button type="link" aria-label={`重置动态口令 ${person.name}`}>
                  重置动态口令
                </Button>
              </Popconfirm>
            </div>
          )}
        </>
      )}
    </>
  )
}
