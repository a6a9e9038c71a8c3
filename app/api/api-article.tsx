import type { ToldApi, ToldRoute } from "./told-api.server"

const EXAMPLE = `curl -H "Authorization: Bearer $TOKEN" https://staycourse.example.com/api/v1/plans`

const CHANGE = `curl -X PATCH https://staycourse.example.com/api/v1/plans/calmer-claims/stages/hear \\
  -H "Authorization: Bearer $TOKEN" -H 'If-Match: "hear.7"' \\
  -H "Content-Type: application/merge-patch+json" -d '{"why": "They call twice."}'`

/** What programs can do, for the people who write them. */
export function ApiArticle({ api }: { api: ToldApi }) {
  return (
    <article className="api-article">
      <h1>What programs can do</h1>
      <p className="api-lead">
        Whatever a plan holds can be read and changed by a program, with a token that acts for you and may do no more
        than you. <a href="/account/tokens">Make a token</a>, or read the whole description as{" "}
        <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
      </p>
      <pre>{EXAMPLE}</pre>

      <h2>Nobody's work is overwritten</h2>
      <p>
        Each record has a version, told in the header ETag. To change or remove one, send it back in If-Match. Where
        somebody was faster the answer is 412, with the record as it is now and the fields that changed.
      </p>
      <pre>{CHANGE}</pre>

      <h2>Sending something twice acts once</h2>
      <p>
        A POST may carry an Idempotency-Key, a text of your own. Sent again within 24 hours, it answers what it answered
        before and does nothing more. What is sent to the board, decided or imported must carry one.
      </p>

      <h2>Lists</h2>
      <p>
        A list gives up to 100 records, or as many as <code>limit</code> says, at most 200, and in <code>next</code>{" "}
        what to send as <code>after</code> for the following ones.
      </p>

      {api.groups.map(({ name, routes }) => (
        <section key={name}>
          <h2 id={`group-${name.replaceAll(" ", "-")}`}>{name.charAt(0).toUpperCase() + name.slice(1)}</h2>
          <dl>
            {routes.map((route) => (
              <OneRoute key={`${route.method} ${route.path}`} route={route} />
            ))}
          </dl>
        </section>
      ))}

      <h2 id="collections">The records of a plan</h2>
      <p>
        Every collection is used alike: GET and POST at{" "}
        <code>
          /plans/{"{plan}"}/{"{collection}"}
        </code>
        ; GET, PATCH and DELETE at{" "}
        <code>
          /plans/{"{plan}"}/{"{collection}"}/{"{id}"}
        </code>
        .
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Collection</th>
            <th scope="col">Who may write it</th>
          </tr>
        </thead>
        <tbody>
          {api.collections.map(({ name, writing }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{writing}</td>
            </tr>
          ))}
        </tbody>
      </table>

      <h2 id="problems">What can go wrong</h2>
      <p>
        Every refusal is a problem (RFC 9457): its <code>type</code> leads here, its <code>detail</code> says what to
        do, and <code>errors</code> point at each place in what was sent.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Problem</th>
          </tr>
        </thead>
        <tbody>
          {api.problems.map(({ name, status, title }) => (
            <tr key={name} id={name}>
              <td>{status}</td>
              <td>{title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

function OneRoute({ route }: { route: ToldRoute }) {
  const { method, path, summary, says, who, needs } = route
  return (
    <>
      <dt>
        <code>
          {method} {path}
        </code>
      </dt>
      <dd>
        {summary}. {says} <span className="quiet">{who}.</span>
        {needs.length > 0 ? <span className="quiet"> Needs {needs.join(" and ")}.</span> : null}
      </dd>
    </>
  )
}
