// For `azd`: the values of its environment. The pipeline uses environments/ and not this file. A value without a default that is missing ends the compilation with its name.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param alertEmail = readEnvironmentVariable('CONNECTOR_ALERT_EMAIL')
param operatorGroupId = readEnvironmentVariable('CONNECTOR_OPERATOR_GROUP_ID', '')
param maximumInstanceCount = int(readEnvironmentVariable('CONNECTOR_MAXIMUM_INSTANCES', '1'))
param receiveCommerceEvents = bool(readEnvironmentVariable('CONNECTOR_RECEIVE_COMMERCE_EVENTS', 'false'))
param usePrivateNetwork = bool(readEnvironmentVariable('CONNECTOR_PRIVATE_NETWORK', 'false'))
param rulesFile = readEnvironmentVariable('CONNECTOR_RULES_FILE', '')
param commercetools = {
  projectKey: readEnvironmentVariable('COMMERCETOOLS_PROJECT_KEY')
  apiBaseAddress: readEnvironmentVariable('COMMERCETOOLS_API_BASE_ADDRESS')
  authorizationBaseAddress: readEnvironmentVariable('COMMERCETOOLS_AUTHORIZATION_BASE_ADDRESS')
  transport: 'Sdk'
}
