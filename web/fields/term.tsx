import { Select, TreeSelect } from 'antd'
import { textKey } from '#kernel/text-key.ts'
import { useNames } from '#web/api/names.ts'
import { chosen, tied, type FilterProps, type InputProps, type ShowProps } from './look.ts'
import { termTree, type Branch } from './parts/term-tree.ts'
import { inOneLine } from './parts/filter-bar.ts'

export function Input({ field, value, onChange, id, problem, disabled }: InputProps<string>) {
  const { dictionary, levels } = field.options
  const tree = termTree(useNames().terms(dictionary), value ? [value] : [], levels === 2)
  const shared = {
    ...tied(id, field, problem),
    value: value ?? null,
    onChange: (code: string | null | undefined) => onChange(code ?? undefined),
    allowClear: !field.required,
    placeholder: '请选择，可输入文字查找',
    status: problem ? ('error' as const) : ('' as const),
    disabled: disabled === true,
    style: { width: '100%', maxWidth: 480 },
  }
  if (levels === 1)
    return (
      <Select {...shared} options={tree.map(({ value: code, label }) => ({ value: code, label }))} showSearch={{ filterOption: holds }} />
    )
  return (
    <TreeSelect
      {...shared}
      treeData={tree}
      treeNodeLabelProp="path"
      treeExpandAction="click"
      showSearch={{ filterTreeNode: holds }}
      listHeight={320}
    />
  )
}

export function Show({ field, value }: ShowProps<string>) {
  const names = useNames()
  return <>{value && names.term(field.options.dictionary, value)}</>
}

export function Filter({ field, value, onChange }: FilterProps) {
  const tree = termTree(useNames().terms(field.options.dictionary), chosen(value), false)
  return (
    <TreeSelect
      treeCheckable
      aria-label={field.label}
      placeholder={field.label}
      treeData={tree}
      showCheckedStrategy={TreeSelect.SHOW_CHILD}
      value={chosen(value)}
      onChange={(picked: string[]) => onChange(picked.length > 0 ? picked : undefined)}
      showSearch={{ filterTreeNode: holds }}
      {...inOneLine}
      allowClear
      style={{ minWidth: 180 }}
    />
  )
}

/** Typing looks into the term and the one above it. */
function holds(typed: string, option: unknown): boolean {
  const { path, label } = option as Partial<Branch>
  return textKey(path ?? label ?? '').includes(textKey(typed))
}
