using Connector.Core;
using Connector.Core.Rules;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

// The function app is at its start: the engine and the rules are registered; the stores on Table Storage and Service Bus follow (docs/azure.md).
var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddConnectorRules(builder.Configuration);
builder.Services.AddConnectorEngine();
await builder.Build().RunAsync();
