// What somebody should hear of. What to do about each stands in docs/operations.md.
@description('What the names of the alerts begin with.')
param namePrefix string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of Application Insights, which holds the app\'s metrics.')
param insightsId string

@description('Where alerts are sent; empty for no e-mail.')
param email string

var alerts = [
  {
    name: 'poison-messages'
    title: 'Messages failed five times'
    description: 'A message was set aside because it failed five times. GET /api/v1/activity?kind=poison shows it, and can replay it.'
    metric: 'metarr.queue.poison'
    column: 'valueSum'
    dimension: 'messaging.destination.name'
    only: 'true'
    threshold: 0
    severity: 2
  }
  {
    name: 'failed-runs'
    title: 'Enrichments fail'
    description: 'More than five enrichments failed within a quarter of an hour.'
    metric: 'metarr.runs.failed'
    column: 'valueSum'
    dimension: 'metarr.title.kind'
    only: 'true'
    threshold: 5
    severity: 2
  }
  {
    name: 'breaker-open'
    title: 'A provider is shut out'
    description: 'A provider failed five times in a row; it is left alone for five minutes at a time until it answers again.'
    metric: 'metarr.provider.breaker.state'
    column: 'valueMax'
    dimension: 'metarr.provider'
    only: 'true'
    threshold: 1
    severity: 3
  }
  {
    name: 'quota-exhausted'
    title: 'A provider\'s quota is used up'
    description: 'Calls were not made because the day\'s or the second\'s quota was gone. What they would have told is fetched later.'
    metric: 'metarr.quota.exhausted'
    column: 'valueSum'
    dimension: 'metarr.budget'
    only: 'true'
    threshold: 0
    severity: 3
  }
  {
    name: 'queue-age'
    title: 'Somebody waits'
    description: 'A webhook, or what a person asked for, has waited for more than a quarter of an hour.'
    metric: 'metarr.queue.age'
    column: 'valueMax'
    dimension: 'messaging.destination.name'
    only: 'subject !endswith "enrich-normal" and subject !endswith "publish" and subject !endswith "events"'
    threshold: 900
    severity: 2
  }
]

resource actions 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: '${namePrefix}-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'metarr'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${namePrefix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Metarr: ${alert.title}'
      description: alert.description
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [insightsId]
      // Rarer looks cost less: five rules every five minutes would be the dearest part of a small deployment.
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: 'customMetrics | where name == "${alert.metric}" | extend subject = tostring(customDimensions["${alert.dimension}"]) | where ${alert.only} | project timestamp, subject, measured = ${alert.column}'
            timeAggregation: alert.column == 'valueMax' ? 'Maximum' : 'Total'
            metricMeasureColumn: 'measured'
            dimensions: [
              {
                name: 'subject'
                operator: 'Include'
                values: ['*']
              }
            ]
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(email) ? [] : [actions.id]
      }
    }
  }
]
