/** What a lane says while it holds nothing: a question, and where possible the way to answer it. */
export function EmptyLane({ words, addWords, onAdd }: { words: string; addWords: string; onAdd?: () => void }) {
  return (
    <div className="lane-row lane-empty" role="row" aria-level={2} aria-label={words} tabIndex={-1} data-cell="row">
      <div className="lane-empty-words" role="gridcell">
        {words}
        {onAdd ? (
          <button type="button" className="lane-empty-add" data-cell="cell" tabIndex={-1} onClick={onAdd}>
            {addWords}
          </button>
        ) : null}
      </div>
    </div>
  )
}
