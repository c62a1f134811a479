// The function app on Flex Consumption, .NET 10 in the isolated worker.
@description('Name of the app; it is part of its address.')
param name string

@description('Name of the plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Name of the storage account.')
param storageName string

@description('Address of the container that deployed packages lie in.')
param deploymentContainerUri string

@description('What every table, container and queue name begins with.')
param storagePrefix string

@description('Where telemetry is sent.')
param insightsConnectionString string

@description('Address of the vault, with a slash at its end.')
param vaultUri string

@description('Address of the SignalR Service.')
param signalRUri string

@description('Address of the Durable Task Scheduler; empty for histories in the storage account.')
param schedulerEndpoint string

@description('Task hub of the scheduler.')
param taskHubName string

@description('When the library is refreshed: six cron fields.')
param refreshSchedule string

@description('Memory of an instance, in MB.')
param instanceMemoryMB int

@description('How many instances there may be.')
param maximumInstanceCount int

@description('How many instances stay warm for HTTP.')
param alwaysReadyHttpInstances int

@description('How many HTTP requests an instance serves at a time.')
param httpConcurrency int

@description('Resource id of the subnet the app runs in; empty for none.')
param subnetId string

var queuePrefix = empty(storagePrefix) ? '' : '${toLower(storagePrefix)}-'
var secretUri = '${vaultUri}secrets/'

// Bindings are resolved by the host, not by the app, so each name they hold must be a setting.
var bindingSettings = {
  WebhooksQueue: '${queuePrefix}webhooks'
  EnrichUrgentQueue: '${queuePrefix}enrich-urgent'
  EnrichHighQueue: '${queuePrefix}enrich-high'
  EnrichNormalQueue: '${queuePrefix}enrich-normal'
  PublishQueue: '${queuePrefix}publish'
  EventsQueue: '${queuePrefix}events'
  RefreshSchedule: refreshSchedule
}

var connectionSettings = {
  // What the app's own clients sign in as.
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureSignalRConnectionString__serviceUri: signalRUri
  AzureSignalRConnectionString__credential: 'managedidentity'
  AzureSignalRConnectionString__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  Storage__Prefix: storagePrefix
}

// Without a version in it a reference follows the newest one. A secret that is not there leaves its provider off.
var secretSettings = {
  Providers__Tmdb__ReadToken: '@Microsoft.KeyVault(SecretUri=${secretUri}tmdb-read-token)'
  Providers__Tvdb__ApiKey: '@Microsoft.KeyVault(SecretUri=${secretUri}tvdb-api-key)'
  Providers__Tvdb__Pin: '@Microsoft.KeyVault(SecretUri=${secretUri}tvdb-pin)'
  Providers__Fanart__ApiKey: '@Microsoft.KeyVault(SecretUri=${secretUri}fanart-api-key)'
  Providers__Fanart__ClientKey: '@Microsoft.KeyVault(SecretUri=${secretUri}fanart-client-key)'
  Providers__Omdb__ApiKey: '@Microsoft.KeyVault(SecretUri=${secretUri}omdb-api-key)'
  Webhooks__Username: '@Microsoft.KeyVault(SecretUri=${secretUri}webhooks-username)'
  Webhooks__Password: '@Microsoft.KeyVault(SecretUri=${secretUri}webhooks-password)'
  Webhooks__NextPassword: '@Microsoft.KeyVault(SecretUri=${secretUri}webhooks-next-password)'
  Webhooks__Key: '@Microsoft.KeyVault(SecretUri=${secretUri}webhooks-key)'
  Webhooks__NextKey: '@Microsoft.KeyVault(SecretUri=${secretUri}webhooks-next-key)'
}

var schedulerSettings = empty(schedulerEndpoint) ? {} : {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
  TASKHUB_NAME: taskHubName
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
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReadyHttpInstances
          }
        ]
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      // No other site's pages may call the API from a browser; the review page comes from the app itself.
      cors: { allowedOrigins: [] }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(bindingSettings, connectionSettings, secretSettings, schedulerSettings)
  }

  resource noFtpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
    // A site takes one change at a time.
    dependsOn: [settings]
  }

  resource noScmPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
    dependsOn: [noFtpPasswords]
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
