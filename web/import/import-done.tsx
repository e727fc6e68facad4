import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Module } from '#kernel/module.ts'
import { firstStep, stageAfter } from '#kernel/steps.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { resultWords } from '../jobs/job-words.ts'
import { ResultLink } from '../jobs/result-link.tsx'
import type { Job } from '../jobs/types.ts'
import { ledgerPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import styles from './import.module.css'

/** What was written, where it now is, and what was left out. */
export function ImportDone({ module, job, onAnew }: { module: Module; job: Job; onAnew: () => void }) {
  const { left = 0, decision, counts } = job.outcome
  const submitted = decision?.as === 'submit'
  const stage = submitted ? stageAfter(module, firstStep(module)) : firstStep(module)
  const fresh = (counts?.updates ?? 0) === 0
  const marked = left > 0 && job.fetchable
  return (
    <section className={styles.card} aria-label="导入结果">
      <h2 className={styles.good} role="status">
        <CheckCircleOutlined aria-hidden /> {resultWords(job)}
      </h2>
      <p>
        {fresh
          ? whereNow(module, submitted)
          : submitted
            ? '已提交，由下一环节办理。'
            : '已保存，尚未提交。请逐条检查，补齐附件等表格中不能填写的内容，再提交。'}
      </p>
      {left > 0 && <p>{marked && `没有导入的 ${left} 条在原表中已标注原因，`}修改后可以再次导入；已经导入的行不会重复导入。</p>}
      <div className={styles.acts}>
        <ButtonLink {...ledgerPlace(module.path)} search={fresh ? { stage } : {}} look="primary">
          查看台账
        </ButtonLink>
        {marked && <ResultLink job={job} words="下载标注了问题的原表" />}
        <Button onClick={onAnew}>再导入一个</Button>
      </div>
    </section>
  )
}

const whereNow = (module: Module, submitted: boolean): string =>
  submitted
    ? `已提交到“${stageLabel(module, stageAfter(module, firstStep(module)))}”环节。`
    : '草稿只有本单位可见。请逐条补齐附件等表格中不能填写的内容，再提交。'
