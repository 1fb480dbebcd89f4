// The operator's view: queues, runs, error codes, vendors. Its text is in workbook.json, with placeholders for the two resources that it looks at.
@description('Where it is stored.')
param location string

@description('Title.')
param displayName string

@description('Namespace of the queues.')
param serviceBusName string

@description('Workspace with the telemetry.')
param workspaceId string

@description('Tags.')
param tags object

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
}

var withWorkspace = replace(loadTextContent('workbook.json'), '__WORKSPACE_ID__', workspaceId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'connector')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: replace(withWorkspace, '__SERVICEBUS_ID__', serviceBus.id)
  }
}
