import type { AnyValues } from '#kernel/field.ts'
import type { Check } from '#kernel/module.ts'
import { hasMeasureShape, hasReformDeed, hasReformWording, isFocused, isItemised, isNoticeOrPlan, looksLikeSeveral } from './wording.ts'

/** Rules of the 填报体检 that several businesses share, each for a field by its key. */

/** A title should sound of reform: 建立…机制, 健全…体系, 开展…改革, 探索建立…制度. */
export function reformTitle(field: string, label: string, clause: string): Check {
  return {
    about: `${label}要有改革味`,
    clause,
    finds: (it) =>
      it[field] && !hasReformWording(it[field])
        ? [{ field, message: '没有看到“建立……机制”“健全……体系”“开展……改革”“探索建立……制度”等改革表述' }]
        : [],
  }
}

export function itemised(field: string, label: string, clause: string): Check {
  return {
    about: `${label}应条目式列举`,
    clause,
    finds: (it) => (it[field] && !isItemised(it[field]) ? [{ field, message: `${label}应条目式列举，如“1.……；2.……”` }] : []),
  }
}

/** 针对…问题+出台/上线/建立…+实现…. */
export function measureShape(field: string, label: string, clause: string): Check {
  return {
    about: `${label}的结构`,
    clause,
    finds: (it) => (it[field] && !hasMeasureShape(it[field]) ? [{ field, message: MEASURE }] : []),
  }
}

/** 这些动作要有改革味. */
export function reformDeeds(field: string, label: string, clause: string): Check {
  return {
    about: `${label}中的动作要有改革味`,
    clause,
    finds: (it) =>
      it[field] && !hasReformDeed(it[field])
        ? [{ field, message: '没有看到“出台……文件”“建立……机制”“开发建设……应用”等有改革味的动作' }]
        : [],
  }
}

/** 要聚焦体制机制问题、政策法规问题等. */
export function focusedProblems(field: string, label: string, clause: string): Check {
  return {
    about: `${label}要聚焦体制机制、政策法规问题`,
    clause,
    finds: (it) =>
      it[field] && !isFocused(it[field]) ? [{ field, message: '要聚焦体制机制问题、政策法规问题等，切忌泛泛而谈、言之无物' }] : [],
  }
}

const MEASURE = '一般采取“针对……问题+出台/上线/建立……+实现……”的结构填写'

/** What the manual says of results, one a row, with `name` and `measure`. `clause` is the paragraph; its sentences follow. */
export function resultChecks(field: string, clause: string): Record<string, Check> {
  const each = (finds: (row: AnyValues) => { key: string; message: string } | null): Check['finds'] => {
    return (it) =>
      ((it[field] ?? []) as AnyValues[]).flatMap((row, at) => {
        const found = finds(row)
        return found ? [{ field: `${field}.${at}.${found.key}`, message: found.message }] : []
      })
  }
  return {
    notice: {
      about: '通知、方案不作为成果',
      clause: `${clause}一`,
      finds: each((row) => (row.name && isNoticeOrPlan(row.name) ? { key: 'name', message: '印发通知、试点方案不属于制度性成果' } : null)),
    },
    reform: {
      about: '成果名称要有改革味',
      clause: `${clause}一`,
      finds: each((row) =>
        row.name && !isNoticeOrPlan(row.name) && !hasReformDeed(row.name)
          ? { key: 'name', message: '要根据成果形式总结凝练，没有看到“搭建……平台”“建立……制度”“完善……机制”等改革表述' }
          : null,
      ),
    },
    several: {
      about: '一条只写一项成果',
      clause,
      finds: each((row) =>
        row.name && looksLikeSeveral(row.name) ? { key: 'name', message: '看起来一条里写了多项成果，请按“+”号逐项录入' } : null,
      ),
    },
    measure: {
      about: '具体举措及解决问题的结构',
      clause: `${clause}二`,
      finds: each((row) => (row.measure && !hasMeasureShape(row.measure) ? { key: 'measure', message: MEASURE } : null)),
    },
  }
}
