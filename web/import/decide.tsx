import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { filledAt, firstStep, stageAfter } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { call, sentenceOf } from '../api/call.ts'
import type { Counts, Decision, Job } from '../jobs/types.ts'
import styles from './import.module.css'

/** Drafts or submitted, all or the good ones alone: everything unless something is wrong, and then only when it is asked for. */
export function Decide({ module, job, counts, onAnew }: { module: Module; job: Job; counts: Counts; onAnew: () => void }) {
  const client = useQueryClient()
  const [how, choose] = useState<Decision['as']>('draft')
  const { closed } = job.outcome
  const submittable = closed === undefined ? counts.rows - counts.bad - counts.lacking : 0
  const fit = how === 'draft' ? counts.rows - counts.bad : submittable
  const left = counts.rows - fit
  const wrong = left - counts.twins
  const decide = useMutation({
    mutationFn: (rows: Decision['rows']) =>
      call<Job>('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows, as: how } }),
    onSuccess: (next) => {
      client.setQueryData(['job', job.id], next)
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
    onError: () => void client.invalidateQueries({ queryKey: ['job', job.id] }),
  })
  return (
    <div className={styles.decide}>
      {counts.rows > counts.bad && (
        <Radio.Group
          aria-label="导入后"
          value={how}
          onChange={(event) => choose(event.target.value as Decision['as'])}
          className={styles.how!}
          options={[
            { value: 'draft', label: counts.updates > 0 ? '先保存，检查补齐后再提交' : '存为草稿，检查补齐后再提交' },
            {
              value: 'submit',
              // Reports go on from wherever their records are.
              label: counts.updates > 0 ? '直接提交' : `直接提交到“${stageLabel(module, stageAfter(module, firstStep(module)))}”`,
              disabled: submittable === 0,
            },
          ]}
        />
      )}
      {submittable === 0 && counts.rows > counts.bad && <p className={styles.quiet}>{closed ?? whyNotSubmit(module)}</p>}
      {decide.isError && <Alert type="error" showIcon title={sentenceOf(decide.error)} />}
      <div className={styles.acts}>
        {left === 0 ? (
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('all')}>
            导入全部 {counts.rows.toLocaleString('zh-CN')} 条
          </Button>
        ) : (
          <>
            <Button type="primary" onClick={onAnew}>
              修改后重新上传
            </Button>
            {fit > 0 && (
              <Popconfirm
                title={`只导入没有问题的 ${fit} 条？`}
                description={`其余 ${left} 条不会导入，可以在标注了问题的原表中修改后再次导入。`}
                okText="只导入这些"
                cancelText="取消"
                onConfirm={() => decide.mutate('good')}
              >
                <Button loading={decide.isPending}>只导入没有问题的 {fit.toLocaleString('zh-CN')} 条</Button>
              </Popconfirm>
            )}
          </>
        )}
        {left === 0 && <Button onClick={onAnew}>换一个表格</Button>}
      </div>
      {left > 0 && <p className={styles.quiet}>默认全部导入或全部不导入：{leftWords(wrong, counts.twins)}。现在没有写入任何内容。</p>}
    </div>
  )
}

function leftWords(wrong: number, twins: number): string {
  const some = [
    ...(wrong > 0 ? [`${wrong.toLocaleString('zh-CN')} 条需要修改`] : []),
    ...(twins > 0 ? [`${twins.toLocaleString('zh-CN')} 条已导入或重复，不会再次导入`] : []),
  ]
  return `有 ${some.join('，')}`
}

/** What is asked of some records only is named at their rows. */
function whyNotSubmit(module: Module): string {
  const files = filledAt(module, firstStep(module)).filter(
    (key) => module.fields[key]!.required && module.fields[key]!.kind.sheet?.writtenOnly && isAsked(module, key, {}),
  )
  if (files.length === 0) return '各行都有没有填写的必填项或不符合要求的内容，不能直接提交。'
  return `${files.map((key) => `“${module.fields[key]!.label}”`).join('、')}是必填的附件，表格中不能填写，请存为草稿后逐条上传、提交。`
}
