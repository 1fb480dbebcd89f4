using '../main.bicep'

param environmentName = 'prod'
param maximumInstanceCount = 2
param receiveCommerceEvents = true
param alertEmail = 'connector@example.com'
param commercetools = {
  projectKey: 'my-project'
  apiBaseAddress: 'https://api.europe-west1.gcp.commercetools.com/'
  authorizationBaseAddress: 'https://auth.europe-west1.gcp.commercetools.com/'
  transport: 'Sdk'
}
param logRetentionDays = 90
param logDailyCapGigabytes = 2
