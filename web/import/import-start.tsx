import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Select } from 'antd'
import { useState } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Module } from '#kernel/module.ts'
import { call, sentenceOf } from '../api/call.ts'
import { fillingOrgs, filingPosts, useMe } from '../api/me.ts'
import { todoSummaryQuery } from '../api/todo-queries.ts'
import { PledgeScope } from '../files/pledge.tsx'
import { UploadBox } from '../files/upload-box.tsx'
import type { Job } from '../jobs/types.ts'
import { downloadTemplate, type Template } from './template.ts'
import styles from './import.module.css'

const TABLES = ['xlsx', 'xls', 'csv']

/** A workbook is given, for the unit that it is filled in for. `instead`: an undecided import that it takes the place of. */
export function ImportStart({ module, instead }: { module: Module; instead: string | undefined }) {
  const me = useMe()
  const navigate = useNavigate()
  const orgs = fillingOrgs(me, module)
  const [org, choose] = useState(orgs[0]!.org)
  const begin = useMutation({
    mutationFn: (file: HeldFile) => call<Job>('POST', `/api/${module.path}/imports`, { body: { file: file.id, org } }),
    onSuccess: (job) => {
      // Where the same workbook was given again, the server has done so, and says that there is none.
      if (instead !== undefined && instead !== job.id) void call('DELETE', `/api/jobs/${instead}`).catch(() => undefined)
      void navigate({ to: '.', search: { job: job.id } })
    },
  })
  return (
    <>
      <Templates module={module} org={org} />
      <section className={styles.card} aria-label="上传表格">
        <h2 id="import-file-label">上传填好的表格</h2>
        {orgs.length > 1 && (
          <label className={styles.seat}>
            为哪个单位导入
            <Select
              value={org}
              onChange={choose}
              options={orgs.map((each) => ({ value: each.org, label: each.orgName }))}
              style={{ minWidth: 220 }}
            />
          </label>
        )}
        <PledgeScope key={org} org={org}>
          <UploadBox
            ties={{ id: 'import-file' }}
            label="表格"
            held={[]}
            onChange={([file]) => file && begin.mutate(file)}
            max={1}
            accept={TABLES}
            wrong={begin.isError}
          />
        </PledgeScope>
        {begin.isError && <Alert type="error" showIcon title={sentenceOf(begin.error)} />}
        <p className={styles.quiet}>
          表头可以有标题行，列的顺序可以不同，多出的列会列出来。日期写作 2026-03-31、2026年3月31日、2026.3.31
          均可。公式、隐藏的行列不会导入。一次最多 10,000 条、20 MB。
        </p>
      </section>
    </>
  )
}

function Templates({ module, org }: { module: Module; org: string }) {
  const me = useMe()
  const waiting = useQuery(todoSummaryQuery).data?.modules.find((each) => each.module === module.path)
  const mayFile = filingPosts(me, module).length > 0
  const onDesk = (waiting?.count ?? 0) + (waiting?.draft ?? 0)
  return (
    <section className={styles.card} aria-label="模板">
      <h2>没有表格？先下载</h2>
      <div className={styles.choices}>
        {mayFile && (
          <TemplateButton module={module} org={org} of="new" words="导入模板" about="空白表，用于新增；带下拉列表、填写说明和范例" />
        )}
        <TemplateButton
          module={module}
          org={org}
          of="desk"
          words={`待填报表${onDesk > 0 ? `（${onDesk} 项）` : ''}`}
          about="您待办中的事项逐行列出，已有内容已带出，填好后导入"
        />
      </div>
    </section>
  )
}

function TemplateButton({ module, org, of, words, about }: { module: Module; org: string; of: Template; words: string; about: string }) {
  const { message } = App.useApp()
  const get = useMutation({
    mutationFn: () => downloadTemplate(module, of, org),
    onError: (error) => void message.error(sentenceOf(error)),
  })
  return (
    <div>
      <Button icon={<DownloadOutlined aria-hidden />} loading={get.isPending} onClick={() => get.mutate()}>
        {words}
      </Button>
      <p className={styles.quiet}>{about}</p>
    </div>
  )
}
