using '../main.bicep'

param environmentName = 'dev'
param maximumInstanceCount = 1
param receiveCommerceEvents = false
param alertEmail = 'connector-dev@example.com'
param commercetools = {
  projectKey: 'my-project-dev'
  apiBaseAddress: 'https://api.europe-west1.gcp.commercetools.com/'
  authorizationBaseAddress: 'https://auth.europe-west1.gcp.commercetools.com/'
  transport: 'Sdk'
}
