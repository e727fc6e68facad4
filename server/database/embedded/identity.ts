import { spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { CannotStart } from '#server/database/cannot-start.ts'

const USER = 'luoshi'

/** As whom PostgreSQL runs: how to start its programs so, how to hand it a file, and whether it gets into a folder like anybody else. */
export type Identity = {
  command(program: string, args: readonly string[]): [program: string, args: string[]]
  give(path: string): void
  canEnter(folder: string): boolean
}

/**
 * PostgreSQL refuses to run as root, so root starts it as the owner of the existing `cluster`, or for a new one as a system user
 * of our own. Where that user cannot get into `home` (a checkout below /root, say) the server keeps the one capability of searching and
 * reading past closed folders. Nobody else changes identity. Throws CannotStart.
 */
export function identityFor(cluster: string, home: string): Identity {
  if (process.getuid?.() !== 0) return { command: withPrivileges([]), give() {}, canEnter: () => true }

  const { uid, gid } = ownerOf(cluster) ?? systemUser()
  const dropped = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups']
  const searching = [...dropped, '--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search']
  const privileges = [dropped, searching].find((each) => enters(each, home))
  if (!privileges)
    throw new CannotStart(
      `数据库以系统用户 ${USER}（${uid}）运行，但该用户无法进入 ${home}。请放开上级目录的进入权限，或用 DATA_DIR 另指定目录。`,
    )
  return { command: withPrivileges(privileges), give: (path) => chownSync(path, uid, gid), canEnter: (folder) => enters(dropped, folder) }
}

/** Whatever we start is told to shut down (SIGINT) when our process dies, be it by kill -9. */
function withPrivileges(privileges: readonly string[]): Identity['command'] {
  return (program, args) => ['setpriv', [...privileges, '--pdeathsig', 'INT', program, ...args]]
}

/** Looks up a name in the folder, for access(2), hence test -x, leaves capabilities out of account. */
function enters(privileges: readonly string[], folder: string): boolean {
  return spawnSync('setpriv', [...privileges, 'test', '-e', `${folder}/.`], { stdio: 'ignore' }).status === 0
}

function ownerOf(cluster: string) {
  const stat = statSync(cluster, { throwIfNoEntry: false })
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined
}

function systemUser() {
  const user = lookUp(USER) ?? create() ?? lookUp('postgres')
  if (!user) throw new CannotStart(`以 root 启动时，数据库需要一个普通系统用户，但无法创建用户 ${USER}。请改用普通用户启动。`)
  return user
}

function create() {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', USER])
  return lookUp(USER)
}

function lookUp(name: string) {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }).stdout?.trim())
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
