import admin from '../administration/administration.module.css'
import { useNames } from '../api/names.ts'
import { momentText } from '../city-time.ts'
import { FileList } from '../files/file-list.tsx'
import { kindNames, type OrgKind } from '#kernel/org.ts'
import type { Published } from './notice-queries.ts'
import styles from './office.module.css'

/** A published notice whole, below its row. */
export function NoticeDetail({ notice }: { notice: Published }) {
  const names = useNames()
  const { kinds, orgs, withdrawnAt } = notice
  return (
    <>
      <p className={styles.noticeBody}>{notice.body}</p>
      <FileList files={notice.files} />
      <dl className={admin.facts}>
        <dt>发布人</dt>
        <dd>{notice.byName}</dd>
        <dt>发送范围</dt>
        <dd>
          {kinds.length === 0 && orgs.length === 0
            ? '全体'
            : [...kinds.map((kind) => `全部${kindNames[kind as OrgKind]}`), ...orgs.map((org) => names.org(org))].join('、')}
        </dd>
        {withdrawnAt && (
          <>
            <dt>撤回</dt>
            <dd>
              {notice.withdrawnBy}　{momentText(withdrawnAt)}　{notice.withdrawnWhy}
            </dd>
          </>
        )}
      </dl>
    </>
  )
}
