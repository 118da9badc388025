@echo off
rem Starts the program with the folder "data" beside this file for everything that it saves.
set "OKPAY_WIZARD_HOME=%~dp0data"
start "" "%~dp0okpay-wizard.exe" %*
