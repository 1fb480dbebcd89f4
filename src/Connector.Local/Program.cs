using Connector.Local.Cli;

return await ConnectorCommandLine.RunAsync(args, Console.Out, Console.Error);
