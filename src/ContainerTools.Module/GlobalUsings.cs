global using System.Management.Automation;
global using System.Text.Json;
