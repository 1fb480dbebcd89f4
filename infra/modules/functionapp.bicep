// The function app on Flex Consumption, and every app setting. Nothing is set by hand or by the pipeline: a deployment replaces all settings.
@description('Where plan and app are deployed.')
param location string

@description('Name of the function app.')
param name string

@description('Name of the plan; a Flex plan holds one app.')
param planName string

@description('Name of the app\'s identity.')
param identityName string

@description('Account with the tables, the package and the host\'s locks.')
param storageAccountName string

@description('Container of the package.')
param packageContainerName string

@description('Namespace of the queues.')
param serviceBusName string

@description('Vault that the secrets are read from.')
param vaultName string

@description('Application Insights component that telemetry goes to.')
param applicationInsightsName string

@description('Most instances of each function.')
param maximumInstanceCount int

@description('The commercetools project.')
param commercetools {
  projectKey: string
  apiBaseAddress: string
  authorizationBaseAddress: string
  transport: 'Sdk' | 'Http'
}

@description('Calls a minute that ShipStation grants, until its first response states the limit.')
param shipStationRequestsPerMinute int

@description('Whether the vault holds a key of the V2 API. A reference to a secret that is not there would be taken for the key itself.')
param useShipStationV2 bool

@description('Names of further ShipStation accounts.')
param shipStationAccounts string[]

@description('File of the merchant\'s rules, or empty.')
param rulesFile string

@description('Subnet that the app\'s calls leave from; empty: the platform\'s own addresses.')
param subnetId string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// Made from the name, not read from the vault: it is needed before the deployment starts.
var secrets = 'https://${vaultName}${environment().suffixes.keyvaultDns}/secrets'

var v2Settings = useShipStationV2 ? {
  ShipStation__V2ApiKey: '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-v2-api-key/)'
} : {}

var rulesSettings = empty(rulesFile) ? {} : {
  Connector__RulesFile: rulesFile
}

var accountSettings = [for account in shipStationAccounts: {
  'ShipStation__Accounts__${account}__ApiKey': '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-${account}-api-key/)'
  'ShipStation__Accounts__${account}__ApiSecret': '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-${account}-api-secret/)'
  'ShipStation__Accounts__${account}__WebhookSecret': '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-${account}-webhook-secret/)'
}]

// Times are UTC. Nightly runs stand apart from each other, since both read all open orders or all of the journal.
var baseSettings = {
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  ServiceBusConnection__fullyQualifiedNamespace: '${serviceBusName}.servicebus.windows.net'
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identity.properties.clientId
  Storage__TableServiceUri: storage.properties.primaryEndpoints.table
  Storage__BlobServiceUri: storage.properties.primaryEndpoints.blob
  Storage__ManagedIdentityClientId: identity.properties.clientId
  PullOrdersSchedule: '*/30 * * * * *'
  PollShipStationOrdersSchedule: '15 * * * * *'
  PollShipmentsSchedule: '45 */2 * * * *'
  PollTrackingSchedule: '20 */15 * * * *'
  BuyLabelsSchedule: '50 * * * * *'
  ReportHealthSchedule: '30 */5 * * * *'
  ReconcileSchedule: '10 */10 * * * *'
  RetentionSchedule: '0 15 4 * * *'
  Commercetools__Transport: commercetools.transport
  Commercetools__ProjectKey: commercetools.projectKey
  Commercetools__ApiBaseAddress: commercetools.apiBaseAddress
  Commercetools__AuthorizationBaseAddress: commercetools.authorizationBaseAddress
  Commercetools__ClientId: '@Microsoft.KeyVault(SecretUri=${secrets}/commercetools-client-id/)'
  Commercetools__ClientSecret: '@Microsoft.KeyVault(SecretUri=${secrets}/commercetools-client-secret/)'
  ShipStation__RequestsPerMinute: string(shipStationRequestsPerMinute)
  ShipStation__ApiKey: '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-api-key/)'
  ShipStation__ApiSecret: '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-api-secret/)'
  ShipStation__WebhookSecret: '@Microsoft.KeyVault(SecretUri=${secrets}/shipstation-webhook-secret/)'
  Journal__RedactionSalt: '@Microsoft.KeyVault(SecretUri=${secrets}/journal-redaction-salt/)'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // By this tag `azd deploy` finds the app that the service of azure.yaml goes to.
  tags: union(tags, { 'azd-service-name': 'connector' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: 2048
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
  }

  // Packages come with an identity; nobody needs a password that publishes.
  resource noPasswordForScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource noPasswordForFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(baseSettings, v2Settings, rulesSettings, reduce(accountSettings, {}, (all, one) => union(all, one)))
  }
}

@description('Name of the function app.')
output name string = app.name

@description('Host name of the function app.')
output hostName string = app.properties.defaultHostName
