import { getRouteApi } from '@tanstack/react-router'
import { hintsOn } from '#kernel/hints.ts'
import { windowWords } from '#kernel/window.ts'
import { filingPosts, useMe } from '../api/me.ts'
import { useModule } from '../module-of.ts'
import { ledgerPlace, newPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { beginWords } from '../workbench/shortcuts.tsx'
import { FieldGuide } from './field-guide.tsx'
import { FlowDrawing } from './flow-drawing.tsx'
import { decisionsOf } from './flow-words.ts'
import styles from './help.module.css'
import { Manuals } from './manuals.tsx'
import { rulesOf } from './rules-of.ts'

const route = getRouteApi('/shell/help/$area/$business')

/** A business as its declaration describes it: the same words that the form shows and the rules that the server keeps. */
export function ModuleHelpPage() {
  const { area, business } = route.useParams()
  const module = useModule(`${area}/${business}`)
  const mayFile = filingPosts(useMe(), module).length > 0
  usePageTitle(`${module.name}填报指南`)
  const decisions = decisionsOf(module)
  const hints = hintsOn(module)
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{module.name}填报指南</h1>
        <p>依据：{module.manual}</p>
        <div className={styles.actions}>
          {mayFile && (
            <ButtonLink {...newPlace(module.path)} look="primary">
              {beginWords(module)}
            </ButtonLink>
          )}
          <ButtonLink {...ledgerPlace(module.path)}>查看台账</ButtonLink>
        </div>
      </header>
      <section className={styles.part}>
        <h2>填报范围</h2>
        <p>{module.scope}</p>
        {module.window && <p>填报时间：{windowWords(module.window)}，其他时间可以填写并暂存，不能提交。</p>}
      </section>
      <section className={styles.part}>
        <h2>办理流程</h2>
        <FlowDrawing module={module} />
        {decisions.length > 0 && (
          <ul className={styles.rules} aria-label="核准意见的含义">
            {decisions.map(({ label, meaning }) => (
              <li key={label}>
                “{label}”指{meaning}
              </li>
            ))}
          </ul>
        )}
        <ul className={styles.rules}>
          {rulesOf(module).map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
      <section className={styles.part}>
        <h2>填写说明</h2>
        <FieldGuide fields={module.fields} heading="h3" depends={Object.keys(module.asks ?? {})} />
      </section>
      {hints.length > 0 && (
        <section className={styles.part} aria-label="填报体检">
          <h2>填报体检</h2>
          <p>填报时逐项核对，只提示、不阻止提交：</p>
          <ul className={styles.rules}>
            {hints.map(([name, { about, clause }]) => (
              <li key={name}>
                {about}
                <small className={styles.basis}>（{clause}）</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.part}>
        <h2>手册下载</h2>
        <Manuals module={module.path} />
      </section>
      <section className={styles.part} id="secrecy">
        <h2>保密要求</h2>
        <p>严禁录入、上传涉密信息。带有密级标志的文字和文件会被系统拒收，且不留存任何内容；涉密材料请通过电子政务内网邮箱报送。</p>
      </section>
    </div>
  )
}
