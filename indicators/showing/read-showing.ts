import { inJson, shaped } from '../read-files.ts'
import { readJson } from '../read-json.ts'
import { WrongFile } from '../wrong-file.ts'
import { isDue } from './obtained.ts'
import { showingFaults, showingShape, type Showing } from './shape.ts'

/** A 晾晒 from its JSON text. Throws WrongFile. */
export function readShowing(text: string, file: string): Showing {
  const showing = shaped(showingShape, readJson(text, file), inJson(file))
  const [fault] = showingFaults(showing)
  if (fault) throw new WrongFile(file, fault.at, fault.message)
  if (!showing.items.some((item) => isDue(item, showing.quarter)))
    throw new WrongFile(file, 'quarter', `第${showing.quarter}季度没有应评价的指标`)
  return showing
}
