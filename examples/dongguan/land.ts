// What may be sold and built (商住用地出让与学位联动) and the land for senior schools (公办高中用地保障).

import { groupBalance, landNeeded, linkLand, placesPerThousand, shortageChances, stageOf, valueAt, yieldsOfNorm } from 'school-places'
import type { LandVerdict, Plan } from 'school-places'
import { chanceText, withCommas } from 'school-places/report'
import type { Section } from 'school-places/report'
import { personsPerHousehold, residentNorms, shenzhenPlan } from 'school-places/standards'
import type { Text } from 'school-places/standards'

import { parcels, seniorSites } from '../data/dongguan-cases'
import { towns } from '../data/dongguan-city'
import { sectionOf, tableOf, words } from '../sections'
import { townName } from './shortage'

const verdicts: Readonly<Record<LandVerdict['verdict'], Text>> = { pass: words('可出让', 'pass'), conditional: words('附条件出让', 'conditional'), stop: words('暂缓出让', 'stop') }

export function landSection(plan: Plan): Section {
  // One cohort rate makes the norms of all stages: 13.33 children of one age per 1,000 residents, as Shenzhen's plan implies.
  const { cohortPerThousand } = residentNorms.find((norm) => norm.area === 'shenzhen' && norm.stage === 'compulsory')!
  const perThousand = { primary: placesPerThousand({ cohortPerThousand, grades: 6 }), junior: placesPerThousand({ cohortPerThousand, grades: 3 }) }
  const { ladder } = plan.rates
  const draws = plan.balance.stages.pupils.axes.draw.labels.length
  const yields = yieldsOfNorm(ladder, personsPerHousehold.dongguan.value, perThousand)
  const judged = linkLand(plan.balance, parcels, { yields, placesFrom: 2024, classSizes: { primary: 45, junior: 50 } })
  const bring = (row: LandVerdict): Text => {
    const told = (language: 'zh' | 'en') => row.bring.map((each) => {
      const [stage, places, own] = [stageOf(ladder, each.stage).name[language], withCommas(each.places), withCommas(each.own)]
      return language === 'zh' ? `${each.year}年${stage}${places}个（本地块${own}个）` : `${stage} ${places} in ${each.year} (its own ${own})`
    }).join(language === 'zh' ? '；' : '; ') || '–'
    return words(told('zh'), told('en'))
  }
  const why = (row: LandVerdict): Text => {
    const [first] = row.reasons
    if (first === undefined) return words('–', '–')
    const [before, after] = [first.chanceBefore, first.chance].map((share) => chanceText(share, draws)) as [Text, Text]
    return words(`${first.year}年${stageOf(ladder, first.stage).name.zh}缺口可能性${before.zh}→${after.zh}`, `${first.year} ${stageOf(ladder, first.stage).name.en}: chance ${before.en} → ${after.en}`)
  }
  const table = tableOf(
    'parcels',
    words('五宗商住用地（虚拟）按次序的学位结论', 'Five parcels (made up) in the order of sale'),
    [['parcel', '地块', 'Parcel'], ['area', '镇街', 'Town'], ['dwellings', '套数', 'Dwellings', 'count'], ['verdict', '结论', 'Verdict'], ['why', '首个理由', 'First reason'], ['most', '最多可承载', 'Most', 'count'], ['bring', '可出让须先补学位', 'Places for a pass'], ['handOver', '移交不迟于', 'Hand over by']],
    judged.map((row) => ({ parcel: row.parcel, area: townName(row.area), dwellings: row.dwellings, verdict: verdicts[row.verdict], why: why(row), most: row.mostDwellings, bring: bring(row), handOver: row.synchrony.handOver })),
  )
  const synchrony = tableOf(
    'synchrony',
    words('四同步：学校各步不迟于住宅', 'In step with the housing: latest dates of the school'),
    [['parcel', '地块', 'Parcel'], ['plan', '规划', 'Plan'], ['build', '建设', 'Build'], ['accept', '验收', 'Accept'], ['handOver', '交付', 'Hand over']],
    judged.map(({ parcel, synchrony: { plan: planned, build, accept, handOver } }) => ({ parcel, plan: planned, build, accept, handOver })),
  )
  const note = words('今日决定的学位2024年起可用（传统建设三年）；可接受的缺口可能性为20%。后一宗在前几宗（未暂缓的，连同其须补学位）之上判断。', 'Places decided today open from 2024 (three years to build); a chance of 20 % is accepted. Each parcel is judged on top of those before it that were not stopped, with the places they must bring.')
  return sectionOf('land', words('商住用地出让与学位联动', 'Land sales linked to places'), [table, synchrony], note)
}

/** Senior schools admit from the whole city: places of all towns together, the future that nine of ten stay below. */
export function seniorSection(plan: Plan): Section {
  const city = groupBalance(plan.balance, [{ label: 'city', members: towns.map(({ area }) => area) }]).shared.unmet
  const high = shortageChances(city).high
  const needed = high.axes.year.labels.map((year) => ({ year, places: Math.max(0, Math.round(valueAt(high, { area: 'city', stage: 'senior', year }))) }))
  const land = landNeeded(needed, shenzhenPlan.seniorLandPerPlace.value, seniorSites)
  const table = tableOf(
    'senior-land',
    words('公办高中用地：所需与预留（公顷）', 'Land for senior schools: needed and reserved, hectares'),
    [['year', '学年', 'Year', 'year'], ['places', '缺学位', 'Places', 'count'], ['required', '需地', 'Needed', 'decimal'], ['reserved', '预留', 'Reserved', 'decimal'], ['short', '缺地', 'Short', 'decimal']],
    land.years.filter(({ places }) => places > 0).map((row) => ({ year: row.year, places: row.places, required: row.required / 1e4, reserved: row.reserved / 1e4, short: row.short / 1e4 })),
  )
  const note = words(`每学位22.5㎡（深圳2035规划折算）。${land.firstShort === undefined ? '预留充足' : `${land.firstShort}年起预留不足`}；预留地共可容${withCommas(land.placesOnReserve)}个学位。`, `22.5 ㎡ a place, as Shenzhen's plan to 2035 implies. ${land.firstShort === undefined ? 'Reserved land never falls short' : `Reserved land falls short from ${land.firstShort}`}; all of it holds ${withCommas(land.placesOnReserve)} places.`)
  return sectionOf('senior-land', words('公办高中用地保障', 'Land for senior schools'), [table], note)
}
