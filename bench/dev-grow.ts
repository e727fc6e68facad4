import { connect } from '#server/database/connect.ts'
import { signInAll } from './cast.ts'
import { ownerOf } from './owner.ts'
import { grow, prepare } from './prepare.ts'
const url = process.env.DATABASE_URL!
const owner = ownerOf(url)
const [from, to] = process.argv.slice(2).map(Number)
console.time('prepare'); await prepare(url, owner); await signInAll(owner); console.timeEnd('prepare')
console.time('grow'); await grow(url, owner, from!, to!); console.timeEnd('grow')
await owner.destroy()
