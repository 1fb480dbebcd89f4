// Alerts, urgent and not urgent. docs/azure.md says what to do about each.
@description('Where log alerts are deployed; metric alerts are global.')
param location string

@description('E-mail address that is notified.')
param email string

@description('Names of all queues.')
param queueNames string[]

@description('Namespace of the queues.')
param serviceBusName string

@description('Workspace with the telemetry.')
param workspaceId string

@description('Tags.')
param tags object

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-connector'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'connector'
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

// The age of the oldest message is no metric of Service Bus. A count that stays up shows the same, later.
var queueMetrics = [
  {
    name: 'dead-letters'
    metric: 'DeadletteredMessages'
    description: 'Something waits in the error queue. The alert stays until that queue is empty.'
    aggregation: 'Maximum'
    threshold: 0
    window: 'PT5M'
    severity: 2
  }
  {
    name: 'backlog'
    metric: 'ActiveMessages'
    description: 'Messages have waited for half an hour.'
    aggregation: 'Minimum'
    threshold: 500
    window: 'PT30M'
    severity: 2
  }
  {
    name: 'postponed'
    metric: 'ScheduledMessages'
    description: 'Many messages wait for a later time: ShipStation grants too few calls, or a vendor fails again and again.'
    aggregation: 'Minimum'
    threshold: 1000
    window: 'PT1H'
    severity: 3
  }
]

var queueAlerts = flatten(map(queueNames, queueName => map(queueMetrics, queueMetric => union(queueMetric, { queue: queueName }))))

resource metricAlerts 'Microsoft.Insights/metricAlerts@2026-01-01' = [for queueAlert in queueAlerts: {
  name: 'alert-${queueAlert.queue}-${queueAlert.name}'
  location: 'global'
  tags: tags
  properties: {
    description: queueAlert.description
    severity: queueAlert.severity
    enabled: true
    scopes: [
      serviceBus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: queueAlert.window
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: queueAlert.name
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: queueAlert.metric
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                queueAlert.queue
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: queueAlert.threshold
          timeAggregation: queueAlert.aggregation
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}]

// Each query returns one row for each thing that is wrong, and none when all is well.
var logAlertRules = [
  {
    name: 'timers-stale'
    description: 'A timer has not run for half an hour.'
    severity: 1
    frequency: 'PT15M'
    window: 'PT30M'
    threshold: 0
    query: '''
datatable(Timer: string)["PullOrders", "PollShipStationOrders", "PollShipments", "PollTracking", "BuyLabels", "Reconcile", "ReportHealth"]
| join kind=leftanti (AppRequests | where Success | distinct Name) on $left.Timer == $right.Name
'''
  }
  {
    name: 'retention-stale'
    description: 'The clearing of the journal has not run for two days.'
    severity: 3
    frequency: 'PT1H'
    window: 'P2D'
    threshold: 0
    query: '''
datatable(Timer: string)["Retention"]
| join kind=leftanti (AppRequests | where Success | distinct Name) on $left.Timer == $right.Name
'''
  }
  {
    name: 'timers-failing'
    description: 'What a timer does fails again and again; the log has the reason.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    threshold: 5
    query: '''
AppTraces
| where tostring(Properties.EventName) == "RunFailed"
'''
  }
  {
    name: 'cursor-age'
    description: 'A poll of ShipStation has not caught up for half an hour, usually because no API calls were left.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    threshold: 0
    query: '''
AppTraces
| where tostring(Properties.EventName) == "PollCaughtUp"
| extend Cursor = tostring(Properties.Cursor), Age = tolong(Properties.AgeSeconds)
| where Age > 1800
| distinct Cursor
'''
  }
  {
    name: 'flow-paused'
    description: 'A vendor refuses the credentials, so a flow is paused.'
    severity: 1
    frequency: 'PT5M'
    window: 'PT15M'
    threshold: 0
    query: '''
AppTraces
| where tostring(Properties.EventName) == "FlowPaused"
'''
  }
  {
    name: 'promises'
    description: 'Orders have a promise that is broken: not in ShipStation, not labelled or not handed over in time.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    threshold: 0
    query: '''
AppTraces
| where tostring(Properties.EventName) == "Promises"
| summarize arg_max(TimeGenerated, Properties)
| where tolong(Properties.Breached) > 0
'''
  }
  {
    name: 'rate-headroom'
    description: 'In half of the last hour\'s readings nine tenths of the calls of a window were used: too much to do for this key pair.'
    severity: 3
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 5
    query: '''
AppTraces
| where tostring(Properties.EventName) == "WindowUsed"
| extend Used = todouble(Properties.Used), Limit = todouble(Properties.Limit)
| where Limit > 0 and Used >= 0.9 * Limit
'''
  }
  {
    name: 'rate-refused'
    description: 'ShipStation returned 429: something else uses the same key pair.'
    severity: 3
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 5
    query: '''
AppTraces
| where tostring(Properties.EventName) == "CallFailed"
| where tostring(Properties.Status) == "429"
'''
  }
  {
    name: 'failures'
    description: 'Functions end with an exception. Failures of single orders do not: they go to the error queue.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT30M'
    threshold: 5
    query: '''
AppRequests
| where not(Success)
'''
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [for rule in logAlertRules: {
  name: 'alert-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Connector: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [
      workspaceId
    ]
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}]
